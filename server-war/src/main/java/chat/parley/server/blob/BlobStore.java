package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which files are kept here, whose they are, and which logs name them. Used by the node's thread. */
interface BlobStore {
    /**
     * A file that is kept.
     *
     * @param bytes of the sealed file
     * @param owner who has brought it; empty if it was fetched from another server
     */
    record Kept(BlobId id, long bytes, Optional<UserId> owner) {}

    Optional<Kept> find(BlobId id);

    /** Bytes of all files that a person has brought and that are kept. */
    long bytesOf(UserId user);

    /** Bytes of all files that are kept. */
    long bytes();

    /** The logs of which an event names the file, some of them. */
    List<LogId> logs(BlobId id);

    /** Files past their time, some of them. */
    List<BlobId> expired(long namedBefore, long othersBefore);

    /**
     * Takes files in, or begins their time anew. Only while no batch of events is open, as the other changes.
     *
     * @throws StoreException if it could not; then nothing has changed
     */
    void keep(Collection<Kept> blobs, long now) throws StoreException;

    void forget(Collection<BlobId> ids) throws StoreException;
}
