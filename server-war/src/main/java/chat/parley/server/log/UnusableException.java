package chat.parley.server.log;

/** Why a database cannot be used, in one line for the operator. The database is as it was. */
public final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnusableException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** What to do, as an order. */
    public String remedy() {
        return remedy;
    }
}
