package chat.parley.simulation;

/** Something that must hold did not. The message begins with what: an invariant of the design, or a promise in words. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String invariant, String message) {
        super(invariant + ": " + message);
    }

    Violation(String invariant, String message, Throwable cause) {
        super(invariant + ": " + message, cause);
    }
}
