package chat.parley.files;

import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.server.peer.Peer;
import chat.parley.server.socket.WireText;

/** One node's end of a link to another: what is sent is heard there. */
record LinkEnd(FileNode here, FileNode there) implements Peer {
    @Override
    public void send(Frame frame) {
        there.post(here, frame);
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
        return there.isUp();
    }

    @Override
    public String address() {
        return "192.0.2.2";
    }

    @Override
    public String name() {
        return "link";
    }
}
