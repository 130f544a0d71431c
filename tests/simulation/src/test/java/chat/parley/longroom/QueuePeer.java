package chat.parley.longroom;

import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.server.peer.Peer;
import chat.parley.server.socket.WireText;
import java.util.ArrayDeque;
import java.util.Deque;

/** The other end of a connection in memory; counts what goes over it. */
final class QueuePeer implements Peer {
    final Deque<String> texts = new ArrayDeque<>();
    long carried;
    private final FrameCodec frames;
    private boolean open = true;

    QueuePeer(FrameCodec frames) {
        this.frames = frames;
    }

    @Override
    public void send(Frame frame) {
        send(new WireText(frames.write(frame)));
    }

    @Override
    public void send(WireText text) {
        carried += text.text().length();
        texts.add(text.text());
    }

    @Override
    public void refuse(ProblemCode code, String reason) {
        throw new AssertionError(code + ": " + reason);
    }

    @Override
    public void close(String reason) {
        open = false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public String name() {
        return "memory";
    }
}
