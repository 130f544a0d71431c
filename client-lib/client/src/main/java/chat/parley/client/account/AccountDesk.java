package chat.parley.client.account;

import chat.parley.client.AccountException;
import chat.parley.client.Accounts;
import chat.parley.protocol.account.AccountKeys;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.rules.Act;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The account of this client's user. Used on the client's thread. */
final class AccountDesk implements Accounts {
    private final Self self;
    private final Talk talk;
    private final Errands errands;
    private final KnownAccounts known;
    private final VaultDoor door;
    private final RootKey root;
    private final Records records;

    AccountDesk(Self self, Talk talk, Errands errands, KnownAccounts known, VaultDoor door, KeptVault kept) {
        this.self = self;
        this.talk = talk;
        this.errands = errands;
        this.known = known;
        this.door = door;
        this.root = new RootKey(self, known, kept, this::open);
        this.records = new Records(self.crypto());
    }

    @Override
    public Optional<AccountName> name() {
        return known.own().filter(own -> known.good()).map(KnownAccounts.Own::name);
    }

    @Override
    public Optional<AccountName> lostName() {
        return known.own().filter(own -> !known.good()).map(KnownAccounts.Own::name);
    }

    @Override
    public CompletableFuture<RecoveryCode> register(AccountName name, char[] password, Optional<String> invitation) {
        return errands.run(
                () -> {
                    mustHaveNone(Optional.empty());
                    VaultDoor.checkLength(password);
                    self.publish();
                    Records.Owner owner = new Records.Owner(talk.server().domain(), name, self.user(), genesis());
                    return root.here(password).thenCompose(key -> first(owner, key, password, invitation.orElse("")));
                },
                password);
    }

    @Override
    public CompletableFuture<Void> logIn(AccountName name, char[] password) {
        return errands.run(
                () -> {
                    mustHaveNone(Optional.of(name));
                    VaultDoor.checkLength(password);
                    return door.byPassword(name, password, true)
                            .thenCompose(open -> dearer(open, password))
                            .thenCompose(this::enter);
                },
                password);
    }

    @Override
    public CompletableFuture<Void> recover(AccountName name, RecoveryCode code, char[] next) {
        return errands.run(
                () -> {
                    mustHaveNone(Optional.of(name));
                    VaultDoor.checkLength(next);
                    return door.byCode(name, code)
                            .thenCompose(open -> newPassword(open, next))
                            .thenCompose(this::enter);
                },
                next);
    }

    @Override
    public CompletableFuture<Void> changePassword(char[] password, char[] next) {
        return errands.run(
                () -> {
                    VaultDoor.checkLength(next);
                    return open(password)
                            .thenCompose(open -> newPassword(open, next))
                            .thenApply(open -> null);
                },
                password,
                next);
    }

    @Override
    public CompletableFuture<RecoveryCode> newRecoveryCode(char[] password) {
        return errands.run(
                () -> open(password).thenCompose(open -> {
                    AccountRecord record = open.account().record();
                    Records.Owner owner = new Records.Owner(
                            record.domain(), record.name(), open.account().user(), record.genesis());
                    RecoveryCode code = RecoveryCode.random(self.crypto());
                    return put(records.withRecovery(open, recoveryKeys(owner, code)), "")
                            .thenApply(kept -> code)
                            .exceptionally(AccountDesk::perhapsLost);
                }),
                password);
    }

    @Override
    public CompletableFuture<Void> logOut(char[] password) {
        return errands.run(
                () -> open(password).thenCompose(open -> {
                    if (self.identity(self.user()).live().containsKey(self.device())) {
                        self.write(open.vault().root(), new Act.RevokeDevice(self.device()));
                    }
                    return self.delivered().thenApply(done -> {
                        self.become(new Newcomer.Nobody(), known::forgetOwn);
                        return null;
                    });
                }),
                password);
    }

    /** How one gets at the identity's root key. */
    RootKey root() {
        return root;
    }

    /** The vault of this user's account, at a server. */
    private CompletableFuture<VaultDoor.Open> open(char[] password) {
        KnownAccounts.Own own = known.own()
                .orElseThrow(() -> new AccountException(
                        AccountException.Code.NO_ACCOUNT,
                        "this device knows of no account of yours: log in to it here, or register one"));
        if (known.lost()) {
            throw new AccountException(
                    AccountException.Code.NO_ACCOUNT,
                    "the name " + own.name() + " is somebody else's now: register another one first, with the password"
                            + " you had");
        }
        VaultDoor.checkLength(password);
        if (!talk.server().domain().equals(own.domain())) {
            throw new AccountException(
                    AccountException.Code.NOT_CONNECTED,
                    "the server spoken with is of another domain than the account: go to one of its own");
        }
        return door.byPassword(own.name(), password, false);
    }

    private CompletableFuture<RecoveryCode> first(
            Records.Owner owner, SigningKey root, char[] password, String invitation) {
        return door.stretchNew(owner.domain(), owner.name(), password).thenCompose(stretched -> {
            RecoveryCode code = RecoveryCode.random(self.crypto());
            AccountRecord.Signed first =
                    records.first(owner, known.nextAttempt(), root, stretched, recoveryKeys(owner, code));
            return put(first, invitation).thenApply(kept -> {
                known.keepVault(first);
                self.forgetRoot();
                return code;
            });
        });
    }

    /** Goes on as this account's user: as a new device, unless this is one already. */
    private CompletableFuture<Void> enter(VaultDoor.Open open) {
        AccountRecord.Signed account = open.account();
        if (account.user().equals(self.user())) {
            known.remember(account);
            self.forgetRoot();
            if (self.retiring()) {
                self.renew(open.vault().root());
            }
            return CompletableFuture.completedFuture(null);
        }
        return self.fetch(account.user()).thenApply(fetched -> {
            boolean here = self.identity(account.user())
                    .root()
                    .filter(account.root()::equals)
                    .isPresent();
            if (!here) {
                throw new AccountException(
                        AccountException.Code.NOT_CONNECTED,
                        "this server does not have the account's identity yet: try again in a while");
            }
            self.become(new Newcomer.Added(account.user(), open.vault().root()), () -> {
                known.forgetOwn();
                known.remember(account);
            });
            return null;
        });
    }

    /** An account of a time when passwords cost less to try is made dearer; if that does not work, then the next time. */
    private CompletableFuture<VaultDoor.Open> dearer(VaultDoor.Open open, char[] password) {
        Cost cost = open.account().record().cost();
        if (cost.operations() >= Cost.USUAL.operations() && cost.memory() >= Cost.USUAL.memory()) {
            return CompletableFuture.completedFuture(open);
        }
        return newPassword(open, password).exceptionally(failed -> open);
    }

    private CompletableFuture<VaultDoor.Open> newPassword(VaultDoor.Open open, char[] next) {
        AccountRecord record = open.account().record();
        return door.stretchNew(record.domain(), record.name(), next).thenCompose(stretched -> {
            AccountRecord.Signed changed = records.withPassword(open, stretched);
            return put(changed, "").thenApply(kept -> new VaultDoor.Open(changed, open.vault()));
        });
    }

    /** Has the server keep a record; what is this user's own is remembered. */
    private CompletableFuture<Void> put(AccountRecord.Signed account, String invitation) {
        self.step();
        return talk.ask(new AccountPut(account.text(), account.signature(), invitation), AccountKept.class)
                .thenApply(kept -> {
                    if (!kept.name().equals(account.name().value())
                            || kept.counter() != account.record().counter()) {
                        throw new AccountException(
                                AccountException.Code.SERVER_LIES,
                                "this server is not to be trusted: it has kept another account than this one");
                    }
                    if (account.user().equals(self.user())) {
                        known.remember(account);
                    }
                    return null;
                });
    }

    /** A server may have the new code though its answer did not come. */
    private static RecoveryCode perhapsLost(Throwable failure) {
        Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
        if (why instanceof AccountException && ((AccountException) why).code() == AccountException.Code.NOT_CONNECTED) {
            throw new AccountException(
                    AccountException.Code.NOT_CONNECTED,
                    "no server has answered, and the recovery code that you had may open nothing any more: make another"
                            + " when a server is connected");
        }
        throw new CompletionException(why);
    }

    private AccountKeys recoveryKeys(Records.Owner owner, RecoveryCode code) {
        AccountKeys keys = AccountKeys.ofRecovery(self.crypto(), owner.domain(), owner.name(), code);
        errands.wipe(keys::wipe);
        return keys;
    }

    private String genesis() {
        return self.log(self.user()).get(0).headerText();
    }

    private void mustHaveNone(Optional<AccountName> but) {
        name().filter(own -> !but.equals(Optional.of(own))).ifPresent(own -> {
            throw new AccountException(
                    AccountException.Code.HAS_ACCOUNT, "this is the account " + own + ": log out of it first");
        });
    }
}
