package chat.parley.server.ops;

/** Why a node cannot start, and what the operator can do about it. */
public final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is wrong, without a full stop
     * @param remedy what to do, as an order: "free the port or choose another with --port"
     */
    public CannotStart(String problem, String remedy) {
        this(problem, remedy, null);
    }

    /** The same, with what caused it. */
    public CannotStart(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** The one line an operator reads. */
    public String line() {
        return "parley: cannot start: " + getMessage() + "; " + remedy;
    }
}
