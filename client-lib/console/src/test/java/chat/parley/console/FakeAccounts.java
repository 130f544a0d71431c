package chat.parley.console;

import chat.parley.client.AccountException;
import chat.parley.client.Accounts;
import chat.parley.client.ParleyClients;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One account: the password is {@value #PASSWORD} until it is changed. */
public final class FakeAccounts implements Accounts {
    public static final String PASSWORD = "blue tractor under seven lamps";

    private final FakeClient client;
    private String password = PASSWORD;
    private volatile Optional<AccountName> name = Optional.empty();
    private volatile Optional<AccountName> lost = Optional.empty();
    private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

    FakeAccounts(FakeClient client) {
        this.client = client;
    }

    @Override
    public Optional<AccountName> name() {
        return name;
    }

    @Override
    public Optional<AccountName> lostName() {
        return lost;
    }

    /** Somebody else has got the name. */
    public void lose() {
        lost = name;
        name = Optional.empty();
    }

    /** No recovery code comes until this completes. */
    public CompletableFuture<Void> hold() {
        held = new CompletableFuture<>();
        return held;
    }

    @Override
    public CompletableFuture<RecoveryCode> register(AccountName wanted, char[] secret, Optional<String> invitation) {
        String chosen = new String(secret);
        return answer(() -> {
                    if (wanted.value().equals("taken")) {
                        throw new AccountException(
                                AccountException.Code.NAME_TAKEN, "the name taken is taken: choose another");
                    }
                    if (lost.isPresent() && !chosen.equals(password)) {
                        throw new AccountException(AccountException.Code.LOGIN_FAILED, "this is not the last password");
                    }
                    name = Optional.of(wanted);
                    lost = Optional.empty();
                    password = chosen;
                    client.called("register " + wanted
                            + invitation.map(code -> " with " + code).orElse(""));
                    return RecoveryCode.random(ParleyClients.crypto());
                })
                .thenCompose(this::held);
    }

    private CompletableFuture<RecoveryCode> held(RecoveryCode code) {
        return held.thenApply(done -> code);
    }

    @Override
    public CompletableFuture<Void> logIn(AccountName wanted, char[] secret) {
        return with(secret, () -> become(wanted, "log in"));
    }

    @Override
    public CompletableFuture<Void> recover(AccountName wanted, RecoveryCode code, char[] next) {
        return answer(() -> become(wanted, "recover"));
    }

    private Void become(AccountName wanted, String how) {
        client.called(how + " " + wanted);
        if (!name.equals(Optional.of(wanted))) {
            client.forgetRooms();
        }
        name = Optional.of(wanted);
        return null;
    }

    @Override
    public CompletableFuture<Void> changePassword(char[] secret, char[] next) {
        String chosen = new String(next);
        return with(secret, () -> {
            password = chosen;
            client.called("change password");
            return null;
        });
    }

    @Override
    public CompletableFuture<RecoveryCode> newRecoveryCode(char[] secret) {
        return with(secret, () -> RecoveryCode.random(ParleyClients.crypto())).thenCompose(this::held);
    }

    @Override
    public CompletableFuture<Void> logOut(char[] secret) {
        return with(secret, () -> {
            client.called("log out");
            client.forgetRooms();
            name = Optional.empty();
            return null;
        });
    }

    <T> CompletableFuture<T> with(char[] secret, Supplier<T> operation) {
        String given = new String(secret);
        return answer(() -> {
            if (!given.equals(name.or(() -> lost).isPresent() || !given.isEmpty() ? password : "")) {
                throw new AccountException(AccountException.Code.LOGIN_FAILED, "name or password are wrong: try again");
            }
            return operation.get();
        });
    }

    private <T> CompletableFuture<T> answer(Supplier<T> operation) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        client.later(() -> {
            try {
                answer.complete(operation.get());
            } catch (AccountException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
