package chat.parley.server.peer;

import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.server.admission.FramePace;
import chat.parley.server.log.Lane;
import chat.parley.server.log.NodeLoop;
import chat.parley.server.socket.Connection;
import chat.parley.server.socket.ConnectionHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Brings a socket's texts to conversations on the node's thread; reading and verifying is done by the socket's thread. */
public final class PeerSocket implements ConnectionHandler {
    private static final Logger LOG = System.getLogger(PeerSocket.class.getName());

    private final NodeLoop loop;
    private final FrameCodec codec;
    private final InboundReader reader;
    private final Function<Peer, Conversation> begin;
    private final Function<String, FramePace.Meter> pace;
    private final Map<Connection, Ends> open = new ConcurrentHashMap<>();

    /** A connection's two sides. The conversation is made and used on the node's thread only. */
    private static final class Ends {
        final Peer peer;
        final FramePace.Meter meter;
        final Lane lane;
        Conversation conversation;

        Ends(Peer peer, FramePace.Meter meter, Lane lane) {
            this.peer = peer;
            this.meter = meter;
            this.lane = lane;
        }
    }

    /**
     * @param begin makes the conversation for a new peer, on the node's thread
     */
    public PeerSocket(NodeLoop loop, FrameCodec codec, InboundReader reader, Function<Peer, Conversation> begin) {
        this(loop, codec, reader, begin, address -> FramePace.Meter.ALL);
    }

    /**
     * @param pace how many frames may come from an address
     */
    public PeerSocket(
            NodeLoop loop,
            FrameCodec codec,
            InboundReader reader,
            Function<Peer, Conversation> begin,
            Function<String, FramePace.Meter> pace) {
        this.pace = pace;
        this.loop = loop;
        this.codec = codec;
        this.reader = reader;
        this.begin = begin;
    }

    @Override
    public void opened(Connection connection) {
        Peer peer = new SocketPeer(connection, codec);
        Ends ends = new Ends(peer, pace.apply(peer.address()), new Lane(loop));
        open.put(connection, ends);
        ends.lane.submit(() -> ends.conversation = begin.apply(ends.peer), 0);
    }

    @Override
    public void text(Connection connection, String text) {
        Ends ends = open.get(connection);
        if (ends == null) {
            return;
        }
        if (!ends.meter.admit()) {
            ends.peer.refuse(ProblemCode.TOO_MANY, "more frames than this server answers");
            return;
        }
        try {
            Inbound inbound = reader.read(text);
            ends.lane.submit(() -> handle(ends, inbound), text.length());
        } catch (BadFrameException e) {
            ends.peer.refuse(e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a frame of " + ends.peer.name() + " could not be read", e);
            ends.peer.refuse(ProblemCode.BAD_FRAME, "a field is missing or malformed");
        }
    }

    @Override
    public void closed(Connection connection) {
        Ends ends = open.remove(connection);
        if (ends != null) {
            ends.lane.submit(
                    () -> {
                        if (ends.conversation != null) {
                            ends.conversation.closed();
                        }
                    },
                    0);
        }
    }

    private static void handle(Ends ends, Inbound inbound) {
        if (ends.conversation == null || !ends.peer.isOpen()) {
            // After our word to part nothing counts any more, whatever was on its way.
            return;
        }
        try {
            ends.conversation.handle(inbound);
        } catch (IllegalArgumentException e) {
            ends.peer.refuse(ProblemCode.BAD_FRAME, "an id is malformed");
        } catch (RuntimeException e) {
            // What it sent broke something: it costs only itself (I11).
            ends.peer.close("internal error");
            throw e;
        }
    }
}
