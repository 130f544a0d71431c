package chat.parley.server.account;

import chat.parley.protocol.account.Decoy;
import chat.parley.protocol.account.LoginProof;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountOpen;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.LoginFailures;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.peer.Peer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Answers clients about accounts (PROTOCOL.md, section "Accounts"): before they have said who they are, the cost of a
 * password and its proof; afterwards registration and names. Used by the node's thread.
 */
public final class AccountDesk implements AccountService {
    private static final Logger LOG = System.getLogger(AccountDesk.class.getName());

    private static final String PASSWORD = "password";
    private static final String RECOVERY = "recovery";

    private final AccountDirectory directory;
    private final AccountSpread spread;
    private final Consumer<Runnable> quiet;
    private final Context context;
    private final Guesses guesses;
    private final Attempts changes;
    private final Attempts questions;

    /**
     * What the desk is given.
     *
     * @param live whether a device is a live one of a user, as far as this server knows
     */
    public record Context(
            ServerId server,
            Crypto crypto,
            Decoy decoy,
            BiPredicate<UserId, DeviceId> live,
            Clock clock,
            AccountLimits limits) {}

    /** Whoever tries to log in, and on which connection. */
    private record Asker(Peer peer, String nonce, Optional<Caller> caller) {}

    /**
     * @param quiet runs something when no batch of events is open
     */
    public AccountDesk(AccountDirectory directory, AccountSpread spread, Consumer<Runnable> quiet, Context context) {
        this.directory = directory;
        this.spread = spread;
        this.quiet = quiet;
        this.context = context;
        this.guesses = new Guesses(context.limits());
        this.changes = new Attempts(context.limits().registrations());
        this.questions = new Attempts(context.limits().questions());
    }

    @Override
    public boolean logIn(Frame frame, Peer peer, String serverNonce, Optional<Caller> caller) {
        if (frame instanceof AccountAsk ask) {
            name(ask.name(), peer).ifPresent(name -> peer.send(terms(name)));
        } else if (frame instanceof AccountLogin login) {
            name(login.name(), peer).ifPresent(name -> logIn(name, login, new Asker(peer, serverNonce, caller)));
        } else {
            return false;
        }
        return true;
    }

    @Override
    public boolean handle(Frame frame, Peer peer) {
        if (frame instanceof AccountPut put) {
            put(put, peer);
        } else if (frame instanceof AccountFind find) {
            name(find.name(), peer).ifPresent(name -> find(name, peer));
        } else {
            return false;
        }
        return true;
    }

    /** Another server has seen wrong passwords. */
    void failedElsewhere(List<String> names) {
        long now = context.clock().millis();
        names.forEach(each -> guesses.countElsewhere(each, now));
    }

    private AccountTerms terms(AccountName name) {
        Optional<KeptAccount> known = directory.find(name);
        // Worked out in either case, so that the time does not tell which it was.
        byte[] decoy = context.decoy().salt(name);
        byte[] salt = known.map(each -> each.signed().record().salt()).orElse(decoy);
        Cost cost = known.map(each -> each.signed().record().cost()).orElse(Cost.USUAL);
        return new AccountTerms(
                name.value(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(salt),
                cost.operations(),
                cost.memory());
    }

    private void logIn(AccountName name, AccountLogin login, Asker asker) {
        Peer peer = asker.peer();
        long now = context.clock().millis();
        boolean byCode = login.way().equals(RECOVERY);
        if (!byCode && !login.way().equals(PASSWORD)) {
            problem(peer, ProblemCode.LOGIN_FAILED, "one logs in by password or recovery");
            return;
        }
        Guesses.Guess guess = new Guesses.Guess(name, byCode, peer.address(), ownDevice(name, asker.caller()));
        long wait = guesses.wait(guess, now);
        if (wait > 0) {
            problem(
                    peer,
                    ProblemCode.LOGIN_THROTTLED,
                    "too many wrong passwords: try again in " + (wait / 60_000 + 1) + " min");
            return;
        }
        Optional<KeptAccount> known = directory.find(name);
        DeviceId decoy = context.decoy().login(name);
        DeviceId key = known.map(each -> each.signed().record())
                .map(record -> byCode ? record.recovery() : record.login())
                .orElse(decoy);
        boolean signed = new LoginProof(context.server(), asker.nonce(), login.nonce(), name)
                .signed(context.crypto(), key, login.signature());
        if (signed && known.isPresent()) {
            peer.send(new AccountOpen(
                    known.get().signed().text(), known.get().signed().signature()));
            return;
        }
        List<String> toldElsewhere = guesses.count(guess, now);
        if (!toldElsewhere.isEmpty()) {
            spread.tell(new LoginFailures(toldElsewhere));
        }
        problem(peer, ProblemCode.LOGIN_FAILED, "no such account, or not its password");
    }

    /** The device that asks, if it is a live one of the account's own user. */
    private Optional<DeviceId> ownDevice(AccountName name, Optional<Caller> caller) {
        return caller.filter(each -> context.live().test(each.user(), each.device()))
                .filter(each -> directory
                        .find(name)
                        .filter(kept -> kept.signed().user().equals(each.user()))
                        .isPresent())
                .map(Caller::device);
    }

    private void put(AccountPut put, Peer peer) {
        long now = context.clock().millis();
        if (changes.wait(peer.address(), now) > 0) {
            problem(peer, ProblemCode.TOO_MANY, "too many accounts from this address: try again later");
            return;
        }
        changes.count(peer.address(), now);
        quiet.accept(() -> {
            try {
                KeptAccount kept = directory.put(put, now);
                peer.send(new AccountKept(
                        kept.name().value(), kept.signed().record().counter()));
                spread.changed(List.of(kept));
            } catch (AccountDirectory.RefusedException e) {
                // For the operator: who tries to take a name over is seen.
                LOG.log(
                        Level.INFO,
                        "an account that {0} brought is refused: {1}, {2}",
                        peer.name(),
                        e.code(),
                        e.getMessage());
                problem(peer, e.code(), e.getMessage());
            } catch (StoreException e) {
                problem(peer, ProblemCode.STORE_FAILED, "the server cannot write to its disk");
            }
        });
    }

    private void find(AccountName name, Peer peer) {
        long now = context.clock().millis();
        if (questions.wait(peer.address(), now) > 0) {
            problem(peer, ProblemCode.TOO_MANY, "too many names from this address: try again later");
            return;
        }
        questions.count(peer.address(), now);
        String user = directory
                .find(name)
                .map(each -> each.signed().user().toString())
                .orElse("");
        peer.send(new AccountFound(name.value(), user));
    }

    private static Optional<AccountName> name(String text, Peer peer) {
        try {
            return Optional.of(new AccountName(text));
        } catch (IllegalArgumentException e) {
            problem(peer, ProblemCode.BAD_ACCOUNT, e.getMessage());
            return Optional.empty();
        }
    }

    private static void problem(Peer peer, ProblemCode code, String reason) {
        peer.send(new Problem(code.name(), reason));
    }
}
