package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.log.StoreException;
import java.util.List;

/** Files that events here name and that are not here. Whose events they are is written with them. Used by the node's thread. */
interface WantedFiles {
    /**
     * A file to ask for.
     *
     * @param author whose event names it
     * @param tries how often it was asked for
     */
    record Wanted(byte[] author, BlobId blob, long tries) {}

    /** Those whose time has come, of each author in turn as many: nobody waits behind what somebody else has made up. */
    List<Wanted> due(long now, int most);

    /**
     * They are being asked for: they come again at a later time, or after the last try never. Only while no batch of
     * events is open.
     *
     * @throws StoreException if that could not be written
     */
    void asked(List<Wanted> wanted, long now) throws StoreException;
}
