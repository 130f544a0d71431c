package chat.parley.nodes;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Again;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.Carrier;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Outside;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Rooms;
import chat.parley.protocol.frame.Roster;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A client without manners: whatever the test wants goes out over its socket. */
public final class Stranger implements AutoCloseable {
    public static final FrameCodec FRAMES = new FrameCodec();
    private static final EventCodec EVENTS = new EventCodec(CRYPTO);

    private final TextSocket socket;
    private final TestPerson person;
    private final Challenge challenge;
    private final Set<EventId> seen = new LinkedHashSet<>();
    private long pings;

    private Stranger(URI session, TestPerson person) throws Exception {
        this.socket = TextSocket.open(session);
        this.person = person;
        this.challenge = (Challenge) next();
    }

    /** Connects and reads the challenge. */
    public static Stranger connect(URI session, TestPerson person) throws Exception {
        return new Stranger(session, person);
    }

    /** Connects and proves who it is. */
    public static Stranger welcomed(URI session, TestPerson person) throws Exception {
        Stranger stranger = new Stranger(session, person);
        stranger.send(stranger.hello());
        assertThat(stranger.next()).isInstanceOf(Welcome.class);
        return stranger;
    }

    public TextSocket socket() {
        return socket;
    }

    public Challenge challenge() {
        return challenge;
    }

    /** The right answer to the challenge. */
    public Hello hello() {
        return answer(challenge, person);
    }

    /** A person's right answer to a server's challenge. */
    public static Hello answer(Challenge challenge, TestPerson person) {
        Handshake handshake = new Handshake(CRYPTO);
        String nonce = handshake.nonce();
        Handshake.Session session = new Handshake.Session(
                ServerId.of(challenge.server()),
                challenge.nonce(),
                nonce,
                person.user(),
                person.device().id());
        String signature = handshake.signAsDevice(session, person.device().signing());
        return new Hello(person.user().toString(), person.device().id().toString(), nonce, signature);
    }

    public void send(Frame frame) throws Exception {
        socket.send(FRAMES.write(frame));
    }

    public void post(Event... events) throws Exception {
        send(new Post(FrameCodec.texts(Arrays.asList(events))));
    }

    public void post(EventText event) throws Exception {
        send(new Post(List.of(event)));
    }

    public void subscribe(LogId log) throws Exception {
        send(new Subscribe(log.toString(), List.of()));
    }

    /** The next frame that says something; what it shows of logs is remembered, what it tells unasked is not. */
    public Frame next() throws Exception {
        while (true) {
            String text = socket.next();
            assertThat(text).as("an answer").isNotNull();
            Frame frame = read(text);
            if (frame instanceof Carrier carrier) {
                see(carrier.events());
            } else if (!(frame instanceof Rooms
                    || frame instanceof Roster
                    || frame instanceof Again
                    || frame instanceof Outside)) {
                return frame;
            }
        }
    }

    /** The ids of all events that came by now: after a ping, the answer to which comes behind them. */
    public List<EventId> seen() throws Exception {
        send(new Ping(++pings));
        assertThat(next()).isEqualTo(new Pong(pings));
        return new ArrayList<>(seen);
    }

    /** The same when all that was asked before this is answered: questions are answered one after the other. */
    public List<EventId> answered() throws Exception {
        send(new Fetch(List.of()));
        while (true) {
            Frame frame = read(socket.next());
            if (frame instanceof Carrier carrier) {
                see(carrier.events());
            }
            if (frame instanceof Page page
                    && page.log().isEmpty()
                    && page.events().isEmpty()) {
                return new ArrayList<>(seen);
            }
        }
    }

    /** Asserts that the server answers with this code and closes, saying why. */
    public void assertRefused(String code) throws Exception {
        Frame answer = next();
        assertThat(answer).isInstanceOf(Problem.class);
        assertThat(((Problem) answer).code()).isEqualTo(code);
        assertThat(((Problem) answer).reason()).isNotBlank();
        assertThat(socket.closing()).isEqualTo(new TextSocket.Close(4000, code));
    }

    @Override
    public void close() {
        socket.close();
    }

    private void see(List<EventText> events) {
        for (EventText each : events) {
            seen.add(EVENTS.idOf(each.header()));
        }
    }

    private static Frame read(String text) throws BadFrameException {
        return FRAMES.read(text);
    }
}
