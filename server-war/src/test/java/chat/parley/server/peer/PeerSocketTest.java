package chat.parley.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.admission.FramePace;
import chat.parley.server.fixture.FakeConnection;
import chat.parley.server.fixture.Keys;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.NodeLoop;
import chat.parley.server.log.SqliteDatabase;
import chat.parley.server.socket.WireText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerSocketTest {
    @TempDir
    private Path folder;

    private final List<Frame> handled = new ArrayList<>();
    private int ends;

    private class Talk implements Conversation {
        @Override
        public void handle(Inbound inbound) {
            handled.add(inbound.frame());
        }

        @Override
        public void closed() {
            ends++;
        }
    }

    @Test
    @DisplayName("PROTOCOL.md, Frames: what comes after this side's word to part counts for nothing")
    void text_afterClosing_notHandled() throws Exception {
        FakeConnection connection = new FakeConnection();
        try (FrameCodec codec = new FrameCodec();
                JdbcEventStore store = new JdbcEventStore(
                        new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES])), Keys.CODEC)) {
            NodeLoop loop = new NodeLoop(new Ledger(store, Keys.CODEC, Keys.CRYPTO));
            PeerSocket socket =
                    new PeerSocket(loop, codec, new InboundReader(codec, Keys.CODEC, Keys.CRYPTO), peer -> new Talk() {
                        @Override
                        public void handle(Inbound inbound) {
                            super.handle(inbound);
                            peer.refuse(ProblemCode.TOO_MANY, "enough");
                        }
                    });
            socket.opened(connection);
            socket.text(connection, codec.write(new Ping(1)));
            socket.text(connection, codec.write(new Ping(2)));
            socket.closed(connection);
            socket.closed(connection);
            socket.text(connection, codec.write(new Ping(3)));
            loop.start();
            loop.close();
        }
        assertThat(handled).containsExactly(new Ping(1));
        assertThat(ends).isEqualTo(1);
    }

    @Test
    @DisplayName("PROTOCOL.md, Notices: what may be lost goes to nobody for whom texts wait")
    void text_thatMayBeLost_notSentToWhoIsSlow() {
        FakeConnection connection = new FakeConnection();
        try (FrameCodec codec = new FrameCodec()) {
            SocketPeer peer = new SocketPeer(connection, codec);
            connection.backlog(SocketPeer.MAX_BACKLOG - 1);
            peer.offer(new WireText("one"));
            connection.backlog(SocketPeer.MAX_BACKLOG);
            peer.offer(new WireText("two"));
            peer.send(new WireText("three"));
        }
        assertThat(connection.offered).containsExactly("one", "three");
    }

    @Test
    @DisplayName(
            "A54: who sends more frames than any client does is cut off, and others from another address are heard")
    void text_moreThanThePace_cutOff() throws Exception {
        FakeConnection flooder = new FakeConnection();
        FakeConnection honest = new FakeConnection();
        try (FrameCodec codec = new FrameCodec();
                JdbcEventStore store = new JdbcEventStore(
                        new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES])), Keys.CODEC)) {
            NodeLoop loop = new NodeLoop(new Ledger(store, Keys.CODEC, Keys.CRYPTO));
            FramePace pace = new FramePace(() -> 0, 100, 256);
            PeerSocket socket = new PeerSocket(
                    loop, codec, new InboundReader(codec, Keys.CODEC, Keys.CRYPTO), peer -> new Talk(), pace::of);
            loop.start();
            socket.opened(flooder);
            socket.opened(honest);
            String ping = codec.write(new Ping(1));
            for (int i = 0; i < 1400; i++) {
                socket.text(flooder, ping);
            }
            assertThat(flooder.isOpen()).isTrue();
            socket.text(flooder, ping);
            assertThat(flooder.isOpen()).isFalse();
            assertThat(flooder.offered).singleElement().asString().contains("TOO_MANY");
            socket.text(honest, codec.write(new Ping(2)));
            loop.close();
        }
        assertThat(handled).contains(new Ping(2)).hasSizeLessThanOrEqualTo(1401);
    }

    @Test
    @DisplayName("A62: whoever has a network of IPv6 is one address, however many they take of it")
    void address_ofIpv6_isTheNetwork() {
        FakeConnection connection = new FakeConnection();
        try (FrameCodec codec = new FrameCodec()) {
            connection.from("2001:db8:1:2:3:4:5:6");
            assertThat(new SocketPeer(connection, codec).address()).isEqualTo("2001:db8:1:2:0:0:0:0/64");
        }
    }

    @Test
    @DisplayName("I11: a conversation that cannot begin harms no other")
    void opened_beginFails_othersGoOn() throws Exception {
        try (FrameCodec codec = new FrameCodec();
                JdbcEventStore store = new JdbcEventStore(
                        new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES])), Keys.CODEC)) {
            NodeLoop loop = new NodeLoop(new Ledger(store, Keys.CODEC, Keys.CRYPTO));
            List<Peer> begun = new ArrayList<>();
            PeerSocket socket = new PeerSocket(loop, codec, new InboundReader(codec, Keys.CODEC, Keys.CRYPTO), peer -> {
                begun.add(peer);
                if (begun.size() == 1) {
                    throw new IllegalStateException("bug");
                }
                return new Talk();
            });
            FakeConnection unlucky = new FakeConnection();
            FakeConnection lucky = new FakeConnection();
            for (FakeConnection each : List.of(unlucky, lucky)) {
                socket.opened(each);
                socket.text(each, codec.write(new Ping(1)));
                socket.closed(each);
            }
            loop.start();
            loop.close();
        }
        assertThat(handled).hasSize(1);
        assertThat(ends).isEqualTo(1);
    }
}
