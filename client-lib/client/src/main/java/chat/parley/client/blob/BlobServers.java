package chat.parley.client.blob;

import java.util.Optional;

/** Which server a transfer uses. Called on the transfer's thread. */
public interface BlobServers {
    /**
     * A server and a token that is good there. May wait until there is one.
     *
     * @param failed what was used before and is of no use: the server does not answer, has not got the file, has no room, or
     *     the token is over; empty at the beginning. Another server, or the same with a new token
     * @throws TransferException with code {@code NO_SERVER} if there is none, and none will be soon
     * @throws InterruptedException if the thread is to end
     */
    Access access(Optional<Access> failed) throws TransferException, InterruptedException;

    /**
     * Leave to use a server.
     *
     * @param server its base url, {@code ws://} or {@code wss://} as the session's
     * @param token of the frame {@code blob-token}; secret
     */
    record Access(String server, String token) {
        @Override
        public String toString() {
            return "Access[" + server + "]";
        }
    }
}
