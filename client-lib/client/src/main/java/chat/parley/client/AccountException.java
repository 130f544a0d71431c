package chat.parley.client;

/** Something about the account, or its devices, did not work. The message is for people: what happened, what to do. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public AccountException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Stable reasons. */
    public enum Code {
        /** No server is connected, or it went away before it answered. */
        NOT_CONNECTED,
        /** Another operation is under way. */
        BUSY,
        /** The name has another owner, or this user another name. */
        NAME_TAKEN,
        /** The operator takes no registrations. */
        REGISTRATION_CLOSED,
        /** The operator asks for a code, and this is none that is good. */
        BAD_INVITATION,
        /** A password is too short or too long. */
        BAD_PASSWORD,
        /** Name or password, or recovery code, are wrong. */
        LOGIN_FAILED,
        /** Too many wrong attempts: later. */
        LOGIN_THROTTLED,
        /** The password was changed on another device, if the person did that: this one is to log in anew with the new one. */
        CHANGED_ELSEWHERE,
        /** The server's answer is not to be trusted: it asks for too cheap a password hash, or shows a wrong account. */
        SERVER_LIES,
        /** This identity has an account already. */
        HAS_ACCOUNT,
        /** This identity has no account, or none that this device knows of; or its name was lost. */
        NO_ACCOUNT,
        /** Another device has changed the account meanwhile: try again. */
        ACCOUNT_STALE,
        /** There is no such device, or it is out already. */
        NO_DEVICE,
        /** This is no code for a device. */
        BAD_CODE
    }
}
