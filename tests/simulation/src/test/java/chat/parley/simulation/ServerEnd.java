package chat.parley.simulation;

import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Inbound;
import chat.parley.server.peer.Peer;
import chat.parley.server.socket.WireText;
import java.util.function.Function;

/** A server's end of a line: what its sockets do between the wire and a conversation. */
final class ServerEnd implements End, Peer {
    private final SimServer server;
    private final boolean link;
    private Line line;
    private Function<Peer, Conversation> begin;
    private Runnable dialled = () -> {};
    private Conversation conversation;
    private boolean open;
    private boolean over;

    /**
     * @param link whether a server is at the other end
     */
    ServerEnd(SimServer server, boolean link) {
        this.server = server;
        this.link = link;
    }

    boolean link() {
        return link;
    }

    /** Sends this and nothing else. */
    void pass(Frame frame) {
        if (open) {
            line.from(this).send(server.world().wire().codec().item(frame));
        }
    }

    /** The other side has dialled. */
    void begin(Line standing, Function<Peer, Conversation> how) {
        line = standing;
        open = true;
        conversation = how.apply(this);
    }

    /**
     * This side dials.
     *
     * @param ended told when it is known whether the line stands
     */
    void dialling(Function<Peer, Conversation> how, Runnable ended) {
        begin = how;
        dialled = ended;
    }

    void line(Line dialling) {
        line = dialling;
    }

    /** It has taken too long. */
    void giveUp() {
        if (conversation == null && !over) {
            line.close(this, "no answer");
            closed("no answer");
        }
    }

    @Override
    public Actor actor() {
        return server;
    }

    @Override
    public void opened() {
        if (!over) {
            open = true;
            conversation = begin.apply(this);
            dialled.run();
        }
    }

    @Override
    public void received(Object item) {
        if (conversation == null || !open) {
            return;
        }
        try {
            Inbound inbound = item instanceof String
                    ? server.reader().read((String) item)
                    : server.reader().check((Frame) item);
            if (server.takes(this, inbound)) {
                conversation.handle(inbound);
            }
        } catch (BadFrameException e) {
            refuse(e.code(), e.getMessage());
        } catch (IllegalArgumentException e) {
            refuse(ProblemCode.BAD_FRAME, "an id is malformed");
        }
    }

    @Override
    public void closed(String reason) {
        if (!over) {
            over = true;
            open = false;
            if (conversation == null) {
                dialled.run();
            } else {
                conversation.closed();
            }
        }
    }

    @Override
    public void send(Frame frame) {
        if (open) {
            server.watch().sends(frame);
            server.leaving(this, frame).forEach(this::pass);
        }
    }

    @Override
    public void send(WireText text) {
        if (open && server.honest()) {
            line.from(this).send(server.world().wire().codec().item(text.text()));
        } else if (open) {
            send(server.world().wire().codec().frame(text.text()));
        }
    }

    @Override
    public void refuse(ProblemCode code, String reason) {
        send(new Problem(code.name(), reason));
        close(code.name());
    }

    @Override
    public void close(String reason) {
        if (open) {
            open = false;
            server.note("closes a line: " + reason);
            line.close(this, reason);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public String address() {
        return "simulated";
    }

    @Override
    public String name() {
        return "somebody";
    }
}
