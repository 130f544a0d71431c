package chat.parley.server.ops;

/** What becomes of a process whose node cannot start. */
@FunctionalInterface
public interface FailurePolicy {

    /** Acts on the failure. Must return at once: the caller is Payara, in the midst of deploying. */
    void failed(CannotStart failure);
}
