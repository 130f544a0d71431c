package chat.parley.client.blob;

/** How large a file may be. Asked again for each piece: what servers take may be known only in the middle. */
@FunctionalInterface
public interface SizeLimit {
    /** Any size that can be sealed at all. */
    SizeLimit NONE = bytes -> {};

    /**
     * Lets a file of so many bytes pass, if not of more.
     *
     * @throws TransferException with code {@code OVER_LIMIT} or {@code TOO_LARGE}
     */
    void check(long bytes) throws TransferException;
}
