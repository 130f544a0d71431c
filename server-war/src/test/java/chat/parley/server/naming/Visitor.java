package chat.parley.server.naming;

import static chat.parley.server.fixture.Keys.CRYPTO;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Rooms;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.peer.Conversation;
import java.util.ArrayList;
import java.util.List;

/** A client's end of a session that has said hello. */
final class Visitor {
    final FakePeer peer;
    private final TestNode node;
    private final Conversation session;

    Visitor(TestNode node, TestDevice device) {
        this(node, device, device.user());
    }

    /** A device that says to be somebody's. */
    Visitor(TestNode node, TestDevice device, UserId user) {
        this.node = node;
        peer = new FakePeer(node.frames, device.id() + " " + System.identityHashCode(this));
        session = node.sessions.begin(peer);
        Challenge challenge = peer.frames(Challenge.class).get(0);
        Handshake handshake = new Handshake(CRYPTO);
        Handshake.Session proof =
                new Handshake.Session(node.identity.id(), challenge.nonce(), handshake.nonce(), user, device.id());
        send(new Hello(
                user.toString(),
                device.id().toString(),
                proof.deviceNonce(),
                handshake.signAsDevice(proof, device.signing())));
    }

    void send(Frame frame) {
        node.receive(session, frame);
    }

    void post(List<Event> events) {
        send(new Post(FrameCodec.texts(events)));
    }

    void subscribe(LogId log) {
        send(new Subscribe(log.toString(), List.of()));
    }

    void leave() {
        session.closed();
    }

    /** Logs of which it was told since it was last asked that its user is a member. */
    List<String> member() {
        return told().get(0);
    }

    /** The same of invitations. */
    List<String> invited() {
        return told().get(1);
    }

    /** What it was told since it was last asked: as a member, and as invited. */
    List<List<String>> told() {
        List<String> member = new ArrayList<>();
        List<String> invited = new ArrayList<>();
        for (Rooms rooms : peer.frames(Rooms.class)) {
            member.addAll(rooms.member());
            invited.addAll(rooms.invited());
        }
        return List.of(member, invited);
    }
}
