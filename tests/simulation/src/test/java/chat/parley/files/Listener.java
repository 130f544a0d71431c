package chat.parley.files;

import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.server.peer.Peer;
import chat.parley.server.socket.WireText;
import java.util.List;

/** Keeps what it is told. */
record Listener(List<Frame> told) implements Peer {
    @Override
    public void send(Frame frame) {
        told.add(frame);
    }

    @Override
    public void send(WireText text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void refuse(ProblemCode code, String reason) {
        throw new IllegalStateException(code + ": " + reason);
    }

    @Override
    public void close(String reason) {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public String address() {
        return "192.0.2.1";
    }

    @Override
    public String name() {
        return "listener";
    }
}
