package chat.parley.server.peer;

import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.sync.Outlet;
import chat.parley.server.socket.WireText;

/** Whoever is at the other end of a connection. Never waits. */
public interface Peer extends Outlet {
    /** Sends a frame that was written once for many. */
    void send(WireText text);

    /** Sends what may as well be lost, and so not to who reads slowly; whoever has no queue sends it. */
    default void offer(WireText text) {
        send(text);
    }

    /** Tells the reason and closes. */
    void refuse(ProblemCode code, String reason);

    /** Closes without complaint. */
    void close(String reason);

    /** Whether it may still be spoken to: neither end has begun to close. */
    boolean isOpen();

    /** By what those are counted who come from where it does: its network address without port, of IPv6 the network. */
    String address();

    /** A name for log lines. */
    String name();
}
