package chat.parley.protocol.frame;

/** Why a frame was refused. The names are part of the protocol and never change. */
public enum ProblemCode {
    /** Not JSON, not an object, nested too deeply, or a field is missing or malformed. The connection is closed. */
    BAD_FRAME,
    /** The frame is larger than allowed. The connection is closed. */
    FRAME_TOO_LARGE,
    /** No frame is of this type, or not in this direction. The connection is closed. */
    UNKNOWN_TYPE,
    /** Something else than the answer to the challenge came first. The connection is closed. */
    NOT_AUTHENTICATED,
    /** The challenge was answered wrongly. The connection is closed. */
    AUTHENTICATION_FAILED,
    /** The certificate is not of this domain, or not valid now. The connection is closed. */
    BAD_CERTIFICATE,
    /** Too many events, ids or logs in one frame or on one connection: nothing of the frame was done. Of a post, what is not acknowledged in time may be posted again. */
    TOO_MANY,
    /** The server cannot write to its disk: nothing new is stored for now. */
    STORE_FAILED,
    /** No account of this name, or not its password or recovery code: which of them is not said. */
    LOGIN_FAILED,
    /** Too many wrong passwords for this name or from this address: later again. */
    LOGIN_THROTTLED,
    /** The account's name belongs to somebody else. */
    NAME_TAKEN,
    /** The server knows a newer record of this account: log in again, then repeat the change. */
    ACCOUNT_STALE,
    /** The record is malformed, of another domain, or not signed by its root key. */
    BAD_ACCOUNT,
    /** The operator has closed registration. */
    REGISTRATION_CLOSED,
    /** The operator asks for an invitation code, and this is none, or it was used. */
    BAD_INVITATION,
    /** The server does not know this device as a live one of this user: post the identity, then ask for files again. */
    UNKNOWN_DEVICE
}
