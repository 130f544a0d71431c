package chat.parley.server.blob;

import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.UserId;
import chat.parley.server.peer.Peer;

/** What sessions ask about files. Used by the node's thread. */
public interface BlobSessions {
    /**
     * Answers what a client may ask after its hello.
     *
     * @param user who the client says it is; that the device is theirs is not proved yet
     * @param device whose signature the client has shown
     * @return false if the frame is none of these
     */
    boolean handle(Frame frame, Peer peer, UserId user, DeviceId device);
}
