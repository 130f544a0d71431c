package chat.parley.client;

import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The account of this client's user: a name of the domain, and a vault that a password or a recovery code opens. Who has
 * none can talk all the same.
 *
 * <p>Every method may be called from any thread and returns at once; what it returns completes on the client's thread, or
 * fails with an {@link AccountException}. Stretching a password takes about a third of a second of another thread. Of
 * operations under way at most one is served; another fails with BUSY. Passwords are not kept, and overwritten when the
 * operation ends.
 */
public interface Accounts {
    /** The account of this user, as far as this client knows; empty if there is none, or its name was lost. */
    Optional<AccountName> name();

    /**
     * The name that was this user's and is somebody else's now, as two have registered it at a time, apart (the problem
     * NAME_LOST); empty if there is none. Who has lost it is who they were, and registers another name.
     */
    Optional<AccountName> lostName();

    /**
     * Gives this identity a name, and a password.
     *
     * @param password {@value chat.parley.protocol.account.AccountKeys#MIN_PASSWORD} to {@value
     *     chat.parley.protocol.account.AccountKeys#MAX_PASSWORD} characters; where a name was lost, its password, which stays
     * @param invitation the operator's code, where registration needs one
     * @return the recovery code, to be shown once and written down
     */
    CompletableFuture<RecoveryCode> register(AccountName name, char[] password, Optional<String> invitation);

    /**
     * Becomes the user of an account, as a new device of theirs. The identity that this client had until then is given up
     * with its rooms; refused with HAS_ACCOUNT if that one has an account itself. Of one's own account: proves the password
     * anew, as after a change of it on another device.
     */
    CompletableFuture<Void> logIn(AccountName name, char[] password);

    /** The same with the recovery code instead of the password, which is replaced. */
    CompletableFuture<Void> recover(AccountName name, RecoveryCode code, char[] next);

    CompletableFuture<Void> changePassword(char[] password, char[] next);

    /** Replaces the recovery code. */
    CompletableFuture<RecoveryCode> newRecoveryCode(char[] password);

    /**
     * Ends this device: it is revoked, its keys and messages are wiped here, and the client goes on as somebody new.
     * Refused with NO_ACCOUNT where there would be no way back.
     */
    CompletableFuture<Void> logOut(char[] password);
}
