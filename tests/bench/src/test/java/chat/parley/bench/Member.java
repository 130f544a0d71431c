package chat.parley.bench;

import chat.parley.nodes.Stranger;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.HeaderCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One person with one connection: logs in, joins, and hands all events that come to the {@link Ear} of the crowd. */
final class Member implements TextLine.Reader {
    /** A client that knows nothing of a room asks for so much of it. */
    private static final int NEWEST = 256;

    private static final HeaderCodec HEADERS = new HeaderCodec();
    private static final FrameCodec FRAMES = new FrameCodec();
    private static final byte[] EVENTS = "\"type\":\"events\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "\"type\":\"pong\"".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_WITHIN = 64;

    private final TestPerson person;
    private final TextLine line;
    private final Ear ear;
    private final Map<String, Runnable> stored = new HashMap<>();
    private final Map<DeviceId, Long> held = new HashMap<>();
    private Runnable welcomed = () -> {};
    private Runnable caughtUp = () -> {};
    private long pings;

    /** What listens to all members alike. */
    interface Ear {
        /** A frame of events came to a member. */
        void events(Member member, byte[] bytes, int from, int length);

        /** Something that must not happen. */
        void trouble(String what);
    }

    Member(TestPerson person, Loop loop, URI session, Ear ear) {
        this.person = person;
        this.line = new TextLine(loop, session, this);
        this.ear = ear;
    }

    TestPerson person() {
        return person;
    }

    TextLine line() {
        return line;
    }

    void connect(Runnable then) {
        welcomed = then;
        line.open();
    }

    /** Subscribes, and once it knows the room, posts; {@code then} is called when the last of the events is on the server's disk. */
    void enter(LogId room, List<Event> events, Runnable then) {
        caughtUp = () -> post(events, then);
        subscribe(room.toString());
    }

    void post(List<Event> events, Runnable then) {
        stored.put(events.get(events.size() - 1).id().toString(), then);
        send(new Post(FrameCodec.texts(new ArrayList<>(events))));
    }

    void ping() {
        send(new Ping(++pings));
    }

    @Override
    public void text(byte[] bytes, int from, int length) {
        int head = Math.min(length, TYPE_WITHIN);
        if (Bytes.find(bytes, from, head, EVENTS) >= 0) {
            ear.events(this, bytes, from, length);
        } else if (Bytes.find(bytes, from, head, PONG) < 0) {
            frame(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void closed(String why) {
        ear.trouble(person + " was cut off: " + why);
    }

    private void frame(String text) {
        Frame frame;
        try {
            frame = FRAMES.read(text);
        } catch (BadFrameException e) {
            ear.trouble("no frame: " + text);
            return;
        }
        if (frame instanceof Challenge challenge) {
            send(Stranger.answer(challenge, person));
        } else if (frame instanceof Welcome) {
            welcomed.run();
        } else if (frame instanceof Page page) {
            page.events().forEach(this::hold);
            if (page.more()) {
                subscribe(page.log());
            } else {
                caughtUp();
            }
        } else if (frame instanceof Slice) {
            caughtUp();
        } else if (frame instanceof Stored receipt) {
            receipt.ids().forEach(id -> {
                Runnable then = stored.remove(id);
                if (then != null) {
                    then.run();
                }
            });
        } else if (text.contains("\"type\":\"problem\"") || text.contains("\"type\":\"refused\"")) {
            ear.trouble(person + ": " + text);
        }
    }

    private void subscribe(String room) {
        List<Have> have = new ArrayList<>();
        held.forEach((device, seq) -> have.add(new Have(device.toString(), seq)));
        send(new Subscribe(room, have, NEWEST));
    }

    private void hold(EventText text) {
        try {
            Header header = HEADERS.read(text.header());
            held.merge(header.device(), header.seq(), Math::max);
        } catch (InvalidEventException e) {
            ear.trouble("no header: " + text.header());
        }
    }

    private void caughtUp() {
        held.clear();
        caughtUp.run();
        caughtUp = () -> {};
    }

    private void send(Frame frame) {
        line.send(FRAMES.write(frame));
    }
}
