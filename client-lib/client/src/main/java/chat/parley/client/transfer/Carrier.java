package chat.parley.client.transfer;

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
 * @param threads runs transfers, {@value Transfers#MAX_RUNNING} at a time
 * @param client runs something on the client's thread
 */
public record Carrier(StreamCrypto streams, BlobHttp http, Path folder, Executor threads, Executor client) {}
