package chat.parley.client;

import java.io.IOException;

/** A file is not read as an export. The message is for people. */
public final class ExportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public ExportException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Stable reasons. */
    public enum Code {
        /** It is another kind of file. */
        NOT_AN_EXPORT,
        /** It was made by a newer version. */
        NEWER,
        /** It was made with another passphrase. */
        PASSPHRASE,
        /** Something in it was changed. */
        DAMAGED,
        /** Its end is missing. What was read until there is genuine. */
        CUT
    }
}
