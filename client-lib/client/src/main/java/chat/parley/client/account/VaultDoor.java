package chat.parley.client.account;

import chat.parley.client.AccountException;
import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountKeys;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.LoginProof;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.account.VaultSealer;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountOpen;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Opens the vault of an account at a server, which is believed nothing: not the cost of the password, not the record
 * (PROTOCOL.md, section "Accounts", Login).
 */
final class VaultDoor {
    private final Self self;
    private final Talk talk;
    private final Errands errands;
    private final KnownAccounts known;
    private final AccountCodec codec;
    private final VaultSealer vaults;

    VaultDoor(Self self, Talk talk, Errands errands, KnownAccounts known) {
        this.self = self;
        this.talk = talk;
        this.errands = errands;
        this.known = known;
        this.codec = new AccountCodec(self.crypto());
        this.vaults = new VaultSealer(self.crypto());
    }

    /** A vault that is open until the errand ends. */
    record Open(AccountRecord.Signed account, VaultSealer.Opened vault) {}

    /** What a server says a password is stretched with. */
    private record Terms(byte[] salt, Cost cost) {}

    /**
     * With the password.
     *
     * @param anew whether the person logs in: only then the account may have another salt than it had here
     */
    CompletableFuture<Open> byPassword(AccountName name, char[] password, boolean anew) {
        DomainId domain = talk.server().domain();
        return talk.ask(new AccountAsk(name.value()), AccountTerms.class).thenCompose(answer -> {
            Terms terms = terms(domain, name, answer, anew);
            return stretch(domain, name, password, terms.salt(), terms.cost())
                    .thenCompose(keys -> logIn(domain, name, "password", keys).thenApply(account -> {
                        boolean asSaid = Arrays.equals(account.record().salt(), terms.salt())
                                && account.record().cost().equals(terms.cost())
                                && account.record().login().equals(keys.login().device());
                        demand(asSaid, "it shows another account than it has named");
                        return opened(
                                account,
                                vaults.openWithPassword(
                                        place(account), account.record().vault(), keys));
                    }));
        });
    }

    /** With the recovery code. */
    CompletableFuture<Open> byCode(AccountName name, RecoveryCode code) {
        DomainId domain = talk.server().domain();
        AccountKeys keys = AccountKeys.ofRecovery(self.crypto(), domain, name, code);
        errands.wipe(keys::wipe);
        return logIn(domain, name, "recovery", keys).thenApply(account -> {
            demand(
                    account.record().recovery().equals(keys.login().device()),
                    "it shows another account than this code's");
            return opened(
                    account,
                    vaults.openWithRecovery(place(account), account.record().vault(), keys));
        });
    }

    /** A password stretched at the usual cost with a new salt: for a new record. */
    CompletableFuture<Records.Stretched> stretchNew(DomainId domain, AccountName name, char[] password) {
        byte[] salt = self.crypto().random(Crypto.SALT_BYTES);
        return stretch(domain, name, password, salt, Cost.USUAL)
                .thenApply(keys -> new Records.Stretched(keys, salt, Cost.USUAL));
    }

    /** Checks a password before anything is asked of anybody. */
    static void checkLength(char[] password) {
        if (password.length < AccountKeys.MIN_PASSWORD || password.length > AccountKeys.MAX_PASSWORD) {
            throw new AccountException(
                    AccountException.Code.BAD_PASSWORD,
                    "a password has " + AccountKeys.MIN_PASSWORD + " to " + AccountKeys.MAX_PASSWORD + " characters");
        }
    }

    static VaultSealer.Place place(AccountRecord.Signed account) {
        return new VaultSealer.Place(account.record().domain(), account.name(), account.user());
    }

    /** A password stretched: the keys are overwritten when the errand ends. */
    CompletableFuture<AccountKeys> stretch(DomainId domain, AccountName name, char[] password, byte[] salt, Cost cost) {
        return self.inBackground(() -> AccountKeys.ofPassword(self.crypto(), domain, name, password, salt, cost))
                .thenApply(keys -> {
                    errands.wipe(keys::wipe);
                    return keys;
                });
    }

    private Terms terms(DomainId domain, AccountName name, AccountTerms answer, boolean anew) {
        Optional<KnownAccounts.Pin> pin = known.pin(domain, name);
        try {
            demand(answer.name().equals(name.value()), "it answers about another name");
            Terms terms = new Terms(
                    Base64.getUrlDecoder().decode(answer.salt()), new Cost(answer.operations(), answer.memory()));
            demand(terms.salt().length == Crypto.SALT_BYTES, "its salt is none");
            if (pin.isPresent()) {
                Cost before = pin.get().cost();
                demand(
                        terms.cost().operations() >= before.operations()
                                && terms.cost().memory() >= before.memory(),
                        "it asks for a cheaper password hash than before");
                if (!anew && !Arrays.equals(pin.get().salt(), terms.salt())) {
                    throw new AccountException(
                            AccountException.Code.CHANGED_ELSEWHERE,
                            "the password is not the one that this device knows of: if you changed it on another device,"
                                    + " log in here with the new one; if you did not, this server is not to be trusted");
                }
            }
            return terms;
        } catch (IllegalArgumentException e) {
            throw lies("it asks for a password hash that is too cheap, or too dear");
        }
    }

    private CompletableFuture<AccountRecord.Signed> logIn(
            DomainId domain, AccountName name, String way, AccountKeys keys) {
        Greeting server = talk.server();
        demand(server.domain().equals(domain), "another domain's server has come in its place: try again");
        String nonce = new Handshake(self.crypto()).nonce();
        String proof = new LoginProof(server.server(), server.nonce(), nonce, name).sign(self.crypto(), keys.login());
        return talk.ask(new AccountLogin(name.value(), way, nonce, proof), AccountOpen.class)
                .thenApply(answer -> read(domain, name, answer));
    }

    private AccountRecord.Signed read(DomainId domain, AccountName name, AccountOpen answer) {
        AccountRecord.Signed account = genuine(answer.record(), answer.signature());
        AccountRecord record = account.record();
        demand(record.domain().equals(domain) && record.name().equals(name), "it shows somebody else's account");
        known.pin(domain, name).ifPresent(pin -> {
            demand(pin.user().equals(account.user()), "the name is somebody else's now");
            boolean same = record.counter() == pin.counter() && Arrays.equals(record.salt(), pin.salt());
            demand(same || record.counter() > pin.counter(), "it shows an older account than before");
        });
        return account;
    }

    /** A record as it was signed, wherever it comes from. */
    AccountRecord.Signed genuine(String text, String signature) {
        try {
            return codec.read(text, signature);
        } catch (BadAccountException e) {
            throw lies("its record of the account is not genuine");
        }
    }

    private Open opened(AccountRecord.Signed account, Optional<VaultSealer.Opened> vault) {
        VaultSealer.Opened opened = vault.orElseThrow(() -> lies("the vault does not open"));
        errands.wipe(opened::wipe);
        demand(opened.root().device().equals(account.root()), "the vault holds another identity's key");
        return new Open(account, opened);
    }

    private static void demand(boolean met, String lie) {
        if (!met) {
            throw lies(lie);
        }
    }

    private static AccountException lies(String how) {
        return new AccountException(AccountException.Code.SERVER_LIES, "this server is not to be trusted: " + how);
    }
}
