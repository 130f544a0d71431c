package chat.parley.client.blob;

/** Hears how far a transfer is, after each piece. Called on the transfer's thread: return soon. */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (done, total) -> {};

    /**
     * The transfer goes on.
     *
     * @param done bytes of the sealed file that are across; less than before where some have to be sent again
     * @param total bytes of the sealed file
     */
    void at(long done, long total);
}
