package chat.parley.server.socket;

/** The close codes this side sends; those from 4000 are Parley's own. */
public final class CloseCodes {
    /** All is said. */
    public static final int NORMAL = 1000;

    /** This server stops; go to another. */
    public static final int GOING_AWAY = 1001;

    /** Binary messages are not spoken here. */
    public static final int NOT_TEXT = 1003;

    /** The text was longer than the limit. */
    public static final int TOO_BIG = 1009;

    /** The handler failed: a bug of this server. */
    public static final int INTERNAL = 1011;

    /** Not ready yet; try again soon. */
    public static final int TRY_LATER = 1013;

    /** The outbound queue was full. */
    public static final int TOO_SLOW = 4008;

    /** What the peer sent was refused; the error frame before says why. */
    public static final int REFUSED = 4000;

    private CloseCodes() {}
}
