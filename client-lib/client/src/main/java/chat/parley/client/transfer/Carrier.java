package chat.parley.client.transfer;

import chat.parley.client.TransferLimits;
import chat.parley.client.blob.BlobHttp;
import chat.parley.protocol.crypto.StreamCrypto;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * What moves files.
 *
 * @param streams seals and opens them
 * @param http the way to servers
 * @param folder the client's own, for what is under way
 * @param limits how much is moved
 * @param places where things are run
 */
public record Carrier(StreamCrypto streams, BlobHttp http, Path folder, TransferLimits limits, Places places) {
    /**
     * Where things are run.
     *
     * @param transfers runs transfers, as many at a time as the limits say
     * @param client runs something on the client's thread
     */
    public record Places(Executor transfers, Executor client) {}
}
