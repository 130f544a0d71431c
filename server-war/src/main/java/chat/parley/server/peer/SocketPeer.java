package chat.parley.server.peer;

import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.server.socket.Addresses;
import chat.parley.server.socket.CloseCodes;
import chat.parley.server.socket.Connection;
import chat.parley.server.socket.WireText;

/** A peer on a WebSocket. */
final class SocketPeer implements Peer {
    /** Texts in the queue from which on nothing is added that may be lost. */
    static final int MAX_BACKLOG = 32;

    private final Connection connection;
    private final FrameCodec codec;

    SocketPeer(Connection connection, FrameCodec codec) {
        this.connection = connection;
        this.codec = codec;
    }

    @Override
    public void send(Frame frame) {
        if (connection.isOpen()) {
            connection.offer(new WireText(codec.write(frame)));
        }
    }

    @Override
    public void send(WireText text) {
        connection.offer(text);
    }

    @Override
    public void offer(WireText text) {
        if (connection.backlog() < MAX_BACKLOG) {
            connection.offer(text);
        }
    }

    @Override
    public void refuse(ProblemCode code, String reason) {
        send(new Problem(code.name(), reason));
        connection.close(CloseCodes.REFUSED, code.name());
    }

    @Override
    public void close(String reason) {
        connection.close(CloseCodes.NORMAL, reason);
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public String address() {
        return Addresses.counted(connection.remote());
    }

    @Override
    public String name() {
        return connection.remote() + "/" + connection.id();
    }
}
