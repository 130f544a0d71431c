package chat.parley.server.account;

import chat.parley.protocol.frame.Frame;
import chat.parley.server.peer.Peer;
import java.util.Optional;

/** What sessions ask about accounts. Used by the node's thread. */
public interface AccountService {
    /**
     * Answers what a client may ask before its hello, or after it.
     *
     * @param serverNonce of the challenge on this connection
     * @param caller who asks, after its hello
     * @return false if the frame is none of these
     */
    boolean logIn(Frame frame, Peer peer, String serverNonce, Optional<Caller> caller);

    /** Answers what a client may ask only after its hello; false if the frame is none of these. */
    boolean handle(Frame frame, Peer peer);
}
