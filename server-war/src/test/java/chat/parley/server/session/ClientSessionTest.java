package chat.parley.server.session;

import static chat.parley.server.fixture.Keys.CODEC;
import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Bye;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Roster;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.peer.Conversation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PROTOCOL.md, Sessions")
class ClientSessionTest {
    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final ServerIdentity identity = TestNode.identity(CRYPTO.newSigningKey(), "ws://a:1/parley", clock);
    private final Handshake handshake = new Handshake(CRYPTO);
    private final Human alice = new Human("alice");
    private final Human bob = new Human("bob");
    private final Room room = new Room("room");
    private TestNode node;
    private int address;

    /** A client's end of a session. */
    private final class Client {
        final Human human;
        final FakePeer peer;
        final Conversation session;
        final Challenge challenge;

        Client(Human human, String address) {
            this.human = human;
            peer = new FakePeer(node.frames, address);
            session = node.sessions.begin(peer);
            List<Challenge> challenges = peer.frames(Challenge.class);
            challenge = challenges.isEmpty() ? null : challenges.get(0);
        }

        void send(Frame frame) {
            node.receive(session, frame);
        }

        Handshake.Session proof(String nonce) {
            return new Handshake.Session(identity.id(), challenge.nonce(), nonce, human.user(), human.device());
        }

        Hello hello(Handshake.Session proof, SigningKey key) {
            return new Hello(
                    human.user().toString(),
                    human.device().toString(),
                    proof.deviceNonce(),
                    handshake.signAsDevice(proof, key));
        }

        Client enter() {
            send(hello(proof(handshake.nonce()), human.key()));
            assertThat(peer.frames(Welcome.class)).hasSize(1);
            return this;
        }

        void post(Event... events) {
            send(new Post(FrameCodec.texts(List.of(events))));
        }

        void subscribe(LogId log) {
            send(new Subscribe(log.toString(), List.of()));
        }

        ProblemCode refusal() {
            List<Problem> problems = peer.frames(Problem.class);
            assertThat(problems).hasSize(1);
            assertThat(peer.isOpen()).isFalse();
            return ProblemCode.valueOf(problems.get(0).code());
        }
    }

    @BeforeEach
    void start() {
        node = new TestNode(folder, identity, clock);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Client client(Human human) {
        return new Client(human, "10.0.0." + address++);
    }

    @Test
    void hello_rightAnswer_welcomeThatProvesTheServer() throws Exception {
        Client client = client(alice);
        assertThat(client.challenge.server()).isEqualTo(identity.id().toString());
        assertThat(Certificate.read(client.challenge.certificate()).valid(CRYPTO, identity.domain(), clock.millis()))
                .isTrue();
        Handshake.Session proof = client.proof(handshake.nonce());
        client.send(client.hello(proof, alice.key()));
        Welcome welcome = client.peer.frames(Welcome.class).get(0);
        assertThat(handshake.serverSigned(proof, welcome.signature())).isTrue();
        assertThat(welcome.servers()).extracting(each -> each.url()).containsExactly("ws://a:1/parley");
        assertThat(node.sessions.count()).isEqualTo(1);
    }

    @Test
    @DisplayName("A10: a hello signed by another key, for another server, or replayed, is refused")
    void hello_wrongAnswers_authenticationFailed() {
        Client otherKey = client(alice);
        otherKey.send(otherKey.hello(otherKey.proof(handshake.nonce()), bob.key()));
        assertThat(otherKey.refusal()).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);

        Client otherServer = client(alice);
        Handshake.Session elsewhere = new Handshake.Session(
                new ServerId(CRYPTO.newSigningKey().publicKey()),
                otherServer.challenge.nonce(),
                handshake.nonce(),
                alice.user(),
                alice.device());
        otherServer.send(otherServer.hello(elsewhere, alice.key()));
        assertThat(otherServer.refusal()).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);

        Client first = client(alice);
        Hello heard = first.hello(first.proof(handshake.nonce()), alice.key());
        first.send(heard);
        Client replay = client(alice);
        replay.send(heard);
        assertThat(replay.refusal()).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);

        for (String signature : List.of("", "null", "A".repeat(86), "A".repeat(10_000), "é")) {
            Client malformed = client(alice);
            malformed.send(new Hello(alice.user().toString(), alice.device().toString(), handshake.nonce(), signature));
            assertThat(malformed.refusal()).isEqualTo(ProblemCode.AUTHENTICATION_FAILED);
        }
        assertThat(node.sessions.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("anyFrame")
    @DisplayName("A frame before the hello closes the session and does nothing")
    void handle_beforeHello_notAuthenticated(Frame frame) {
        Client client = client(alice);
        client.send(frame);
        assertThat(client.refusal()).isEqualTo(ProblemCode.NOT_AUTHENTICATED);
        assertThat(node.committed).isEmpty();
    }

    static Stream<Frame> anyFrame() {
        LogId log = new Room("x").id();
        return Stream.of(
                new Post(FrameCodec.texts(new Human("x").events())),
                new Subscribe(log.toString(), List.of()),
                new Pull(log.toString(), List.of()),
                new Fetch(List.of()),
                new Page("", List.of(), false));
    }

    @ParameterizedTest
    @MethodSource("serversFrames")
    @DisplayName("A35: a client that sends what only servers send is cut off")
    void handle_serversFrame_unknownType(Frame frame) {
        Client client = client(alice).enter();
        client.send(frame);
        assertThat(client.refusal()).isEqualTo(ProblemCode.UNKNOWN_TYPE);
        assertThat(node.committed).isEmpty();
    }

    static Stream<Frame> serversFrames() {
        return Stream.of(
                new Events(FrameCodec.texts(new Human("x").events())),
                new Heads(List.of()),
                new Introduce("", "", ""),
                new Roster(List.of()),
                new Bye(List.of()),
                new Stored("", List.of(), ""),
                new Refused("", "", ""),
                new Welcome("", List.of()),
                new Hello("", "", "", ""));
    }

    @Test
    @DisplayName("I2: a post is told to be stored after the commit and not before")
    void post_inOpenBatch_storedOnlyAfterCommit() {
        room.join(alice);
        Client client = client(alice).enter();
        node.handle(client.session, node.frames.write(new Post(FrameCodec.texts(room.arrived()))));
        assertThat(client.peer.frames()).isEmpty();
        node.flush();
        assertThat(client.peer.frames(Stored.class).get(0).ids()).containsExactlyElementsOf(ids(room.arrived()));
    }

    @Test
    @DisplayName("A20: a post replayed after a restart, by another session, has no second effect")
    void post_againAfterRestart_storedAgainButToldToNobody() {
        room.join(alice);
        Event said = room.say(alice, "once");
        client(alice).enter().post(room.arrived().toArray(new Event[0]));
        node.close();
        node = new TestNode(folder, identity, clock);
        Client reader = client(bob).enter();
        reader.subscribe(room.id());
        assertThat(reader.peer.frames(Page.class)).hasSize(1);
        Client again = client(alice).enter();
        again.post(said);
        again.post(said, said);
        assertThat(again.peer.frames(Stored.class))
                .hasSize(2)
                .allSatisfy(stored ->
                        assertThat(stored.ids()).containsOnly(said.id().toString()));
        assertThat(reader.peer.frames()).isEmpty();
        assertThat(node.committed).isEmpty();
        assertThat(node.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("Refusals name the event and a stable code, and cost the others of the post nothing")
    void post_someWrong_refusedOneByOne() {
        room.join(alice);
        Event good = room.say(alice, "good");
        Event foreign = room.draftSaying(bob, "no member");
        EventText right = room.draftSaying(alice, "signed").text();
        String other = foreign.text().signature();
        List<EventText> texts = new ArrayList<>(FrameCodec.texts(room.arrived()));
        texts.add(foreign.text());
        texts.add(new EventText(right.header(), other, right.body(), ""));
        texts.add(new EventText(right.header(), "", right.body(), ""));
        texts.add(new EventText(right.header(), right.signature(), "another body", ""));
        texts.add(new EventText("{}", right.signature(), "{}", ""));
        Client client = client(alice).enter();
        client.send(new Post(texts));
        List<Frame> answers = client.peer.frames();
        Map<String, Integer> codes = new HashMap<>();
        answers.stream()
                .filter(Refused.class::isInstance)
                .forEach(each -> codes.merge(((Refused) each).code(), 1, Integer::sum));
        assertThat(codes)
                .isEqualTo(Map.of(
                        RefusalCode.BAD_SIGNATURE.name(),
                        2,
                        RefusalCode.BAD_BODY.name(),
                        1,
                        RefusalCode.BAD_HEADER.name(),
                        1,
                        RefusalCode.NOT_A_MEMBER.name(),
                        1));
        assertThat(node.ids(room.id())).isEqualTo(room.ids()).contains(good.id());
    }

    @Test
    @DisplayName("A36: nobody, a server neither, can make a member of somebody who has not signed it")
    void post_joinInAnothersName_refused() {
        room.join(alice);
        room.take(bob.events());
        client(alice).enter().post(room.arrived().toArray(new Event[0]));
        Act.Join act = new Act.Join("test", "room", "bob", bob.heads());
        Event forged = room.draft(alice, EventClass.CONTROL, ActCodec.JOIN, new ActCodec().write(act));
        EventText text = forged.text();
        String asBob = text.header().replace(alice.user().toString(), bob.user().toString());
        Room elsewhere = room.copy();
        EventText byBob = elsewhere.join(bob).text();
        Client server = client(alice).enter();
        for (String header : List.of(text.header(), asBob, byBob.header())) {
            String signature = CRYPTO.sign(
                            alice.key(), Label.EVENT_SIGNATURE, header.getBytes(StandardCharsets.US_ASCII))
                    .toString();
            String body = header.equals(byBob.header()) ? byBob.body() : text.body();
            server.send(new Post(List.of(new EventText(header, signature, body, ""))));
            assertThat(server.peer.frames(Refused.class)).hasSize(1);
        }
        assertThat(node.ledger.replica().room(room.id()).state().members()).containsOnlyKeys(alice.user());
    }

    @Test
    @DisplayName("I3, I5: while pages are fetched and others write, each event comes exactly once and in order")
    void subscribe_whileOthersWrite_nothingLostOrTwice() {
        room.join(alice);
        room.say(alice, "old", 700);
        node.take(room.arrived());
        Client reader = client(bob).enter();
        List<EventId> got = new ArrayList<>();
        Map<String, Long> have = new HashMap<>();
        node.handle(reader.session, node.frames.write(new Subscribe(room.id().toString(), List.of())));
        boolean more = true;
        int pages = 0;
        for (int round = 0; round < 12; round++) {
            // In the same batch as the question, and after it.
            List<Event> news = room.say(alice, "new" + round + ".", 3);
            news.forEach(event -> node.ledger.offer(event, new Nobody()));
            node.flush();
            for (Frame frame : reader.peer.frames()) {
                List<EventText> texts = frame instanceof Page page ? page.events() : ((Events) frame).events();
                if (frame instanceof Page page) {
                    assertThat(more).isTrue();
                    more = page.more();
                    pages++;
                } else {
                    assertThat(more).as("live events come after the last page").isFalse();
                }
                for (EventText text : texts) {
                    Event event = event(text);
                    if (event.log().equals(room.id())) {
                        got.add(event.id());
                        have.merge(
                                event.header().device().toString(),
                                event.header().seq(),
                                Math::max);
                    }
                }
                if (frame instanceof Page page && page.more()) {
                    List<Have> held = new ArrayList<>();
                    have.forEach((device, seq) -> held.add(new Have(device, seq)));
                    node.handle(
                            reader.session, node.frames.write(new Pull(room.id().toString(), held)));
                }
            }
        }
        assertThat(pages).isGreaterThanOrEqualTo(3);
        assertThat(got).isEqualTo(room.ids());
    }

    @Test
    void unsubscribe_thenNews_silence() {
        room.join(alice);
        node.take(room.arrived());
        Client reader = client(bob).enter();
        reader.subscribe(room.id());
        reader.send(new Unsubscribe(room.id().toString()));
        reader.peer.frames();
        node.take(List.of(room.say(alice, "unheard")));
        assertThat(reader.peer.frames()).isEmpty();
        reader.subscribe(room.id());
        assertThat(reader.peer.frames(Page.class)).hasSize(1);
        node.take(List.of(room.say(alice, "heard")));
        assertThat(reader.peer.frames(Events.class)).hasSize(1);
        reader.session.closed();
        reader.subscribe(room.id());
        node.take(List.of(room.say(alice, "gone")));
        assertThat(reader.peer.frames()).isEmpty();
    }

    @Test
    @DisplayName("An epoch comes to each device with its own box only, in pages and live")
    void epoch_forSubscribers_ownPartOnly() throws Exception {
        room.join(alice);
        room.join(bob);
        node.take(room.arrived());
        Client live = client(bob).enter();
        live.subscribe(room.id());
        live.peer.frames();
        Event epoch = room.epoch(alice);
        node.take(List.of(epoch));
        Client late = client(bob).enter();
        late.subscribe(room.id());
        List<EventText> texts =
                new ArrayList<>(live.peer.frames(Events.class).get(0).events());
        texts.addAll(late.peer.frames(Page.class).get(0).events());
        int parts = 0;
        for (EventText text : texts) {
            Event event = event(text);
            if (event.equals(epoch)) {
                parts++;
                assertThat(text.body()).isEmpty();
                assertThat(text.part())
                        .contains(bob.device().toString())
                        .doesNotContain(alice.device().toString());
            }
        }
        assertThat(parts).isEqualTo(2);
        Client author = client(alice).enter();
        author.subscribe(room.id());
        assertThat(author.peer.frames(Page.class).get(0).events())
                .anyMatch(text -> text.body().equals(epoch.body().orElseThrow()));
    }

    @Test
    @DisplayName("A54: who does not say who it is in time, or falls silent, is cut off")
    void tick_silence_cut() {
        Client mute = client(alice);
        Client silent = client(bob).enter();
        Client lively = client(alice).enter();
        for (int second = 1; second <= 9; second++) {
            clock.pass(Duration.ofSeconds(1));
            node.sessions.tick();
        }
        assertThat(mute.peer.isOpen()).isTrue();
        clock.pass(Duration.ofSeconds(1));
        node.sessions.tick();
        assertThat(mute.refusal()).isEqualTo(ProblemCode.NOT_AUTHENTICATED);
        for (int second = 11; second <= 30; second += 2) {
            clock.pass(Duration.ofSeconds(2));
            lively.send(new Ping(second));
            assertThat(lively.peer.frames(Pong.class)).hasSize(1);
            node.sessions.tick();
        }
        assertThat(silent.peer.isOpen()).isFalse();
        assertThat(lively.peer.isOpen()).isTrue();
        assertThat(node.sessions.count()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Sessions: who logs in before the hello is heard for a minute and may ping meanwhile, no longer")
    void tick_loggingInBeforeHello_hasAMinute() {
        Client typing = client(alice);
        typing.send(new Ping(1));
        assertThat(typing.peer.frames(Pong.class)).containsExactly(new Pong(1));
        typing.send(new AccountAsk("nobody"));
        assertThat(typing.peer.frames(AccountTerms.class)).hasSize(1);
        for (int second = 2; second < 60; second += 2) {
            clock.pass(Duration.ofSeconds(2));
            typing.send(new Ping(second));
            assertThat(typing.peer.frames(Pong.class)).containsExactly(new Pong(second));
            node.sessions.tick();
        }
        assertThat(typing.peer.isOpen()).isTrue();
        clock.pass(Duration.ofSeconds(2));
        node.sessions.tick();
        assertThat(typing.refusal()).isEqualTo(ProblemCode.NOT_AUTHENTICATED);
        Client pinging = client(bob);
        for (int second = 2; second <= 10; second += 2) {
            clock.pass(Duration.ofSeconds(2));
            pinging.send(new Ping(second));
            node.sessions.tick();
        }
        assertThat(pinging.refusal()).as("pings alone").isEqualTo(ProblemCode.NOT_AUTHENTICATED);
    }

    @Test
    @DisplayName("A54: sessions from one address are bounded, and a place is given back once")
    void begin_manyFromOneAddress_refused() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < TestNode.MAX_PER_ADDRESS; i++) {
            clients.add(new Client(alice, "192.0.2.1").enter());
        }
        Client tooMany = new Client(alice, "192.0.2.1");
        assertThat(tooMany.peer.isOpen()).isFalse();
        tooMany.session.closed();
        new Client(alice, "192.0.2.2").enter();
        clients.get(0).session.closed();
        clients.get(0).session.closed();
        new Client(alice, "192.0.2.1").enter();
        assertThat(new Client(alice, "192.0.2.1").peer.isOpen()).isFalse();
    }

    @Test
    @DisplayName("Going away: all clients are told where to go")
    void stopping_sessions_bye() {
        Client client = client(alice).enter();
        node.sessions.stopping();
        assertThat(client.peer.frames(Bye.class)).hasSize(1);
    }

    @Test
    @DisplayName("I9: signed garbage that nothing leads to stays bounded, and its sender alone suffers")
    void post_orphansWithoutEnd_bounded() {
        Client attacker = client(alice).enter();
        for (int i = 0; i < 3000; i++) {
            node.handle(
                    attacker.session,
                    node.frames.write(new Post(FrameCodec.texts(List.of(new Room("r" + i).orphan(alice, "x"))))));
        }
        node.flush();
        assertThat(attacker.peer.frames(Pull.class))
                .as("questions that are asked back")
                .hasSize(1);
        room.join(bob);
        Client honest = client(bob).enter();
        honest.post(room.arrived().toArray(new Event[0]));
        assertThat(honest.peer.frames(Stored.class)).hasSize(1);
        attacker.session.closed();
        assertThat(node.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("A54: questions without end do not hold up others, and are bounded")
    void pull_thousandsAtOnce_othersAreAnswered() {
        room.join(alice);
        room.say(alice, "m", 50);
        node.take(room.arrived());
        Client greedy = client(alice).enter();
        Client modest = client(bob).enter();
        String pull = node.frames.write(new Pull(room.id().toString(), List.of()));
        for (int i = 0; i < 5000; i++) {
            node.handle(greedy.session, pull);
        }
        node.handle(modest.session, pull);
        node.ledger.flush();
        assertThat(modest.peer.frames(Page.class)).hasSize(1);
        List<Frame> answers = greedy.peer.frames();
        assertThat(answers.stream().filter(Page.class::isInstance).count()).isBetween(1L, 20L);
        assertThat(answers.stream().filter(Problem.class::isInstance).count()).isPositive();
        greedy.session.closed();
        node.flush();
        assertThat(greedy.peer.frames()).isEmpty();
    }

    @Test
    @DisplayName(
            "I9, A54: who comes into rooms of which nothing is anywhere, and out of them, is put off: the next connection"
                    + " from there too, another address not, and what is here can be had")
    void subscribe_unknownRoomsWithoutEnd_putOff() {
        room.join(alice);
        node.take(room.arrived());
        Client greedy = new Client(alice, "192.0.2.1").enter();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < 21_000; i++) {
            String log = new Room("made-up-" + i).id().toString();
            node.handle(greedy.session, node.frames.write(new Subscribe(log, List.of())));
            node.handle(greedy.session, node.frames.write(new Unsubscribe(log)));
            if (i % 100 == 0) {
                node.flush();
                problems.addAll(greedy.peer.frames(Problem.class));
            }
        }
        node.flush();
        problems.addAll(greedy.peer.frames(Problem.class));
        assertThat(problems)
                .hasSizeBetween(999, 1001)
                .allMatch(each -> each.code().equals(ProblemCode.TOO_MANY.name()));
        assertThat(node.hosting.hosted()).hasSizeLessThan(20_010);
        greedy.send(new Subscribe(room.id().toString(), List.of()));
        assertThat(greedy.peer.frames(Page.class)).hasSize(1);

        Client stranger = new Client(new Human("stranger"), "192.0.2.1");
        stranger.send(stranger.hello(stranger.proof(handshake.nonce()), stranger.human.key()));
        assertThat(stranger.refusal()).isEqualTo(ProblemCode.TOO_MANY);
        new Client(bob, "192.0.2.2").enter();
        clock.pass(Duration.ofSeconds(1));
        new Client(new Human("later"), "192.0.2.1").enter();
    }

    @Test
    @DisplayName("A54: before the hello only so many questions are answered")
    void early_questionsWithoutEnd_cutOff() {
        Client early = client(alice);
        for (int i = 0; i < ClientSession.MAX_EARLY; i++) {
            early.send(new AccountAsk("nobody"));
        }
        assertThat(early.peer.frames(AccountTerms.class)).hasSize(ClientSession.MAX_EARLY);
        early.send(new AccountAsk("nobody"));
        assertThat(early.refusal()).isEqualTo(ProblemCode.NOT_AUTHENTICATED);
    }

    @Test
    @DisplayName(
            "A54: to have logs compared again and again from one address is put off, by how long they are; it goes on"
                    + " later")
    void compare_longLogWithoutEnd_putOff() {
        room.join(alice);
        room.say(alice, "m", 899);
        node.take(room.arrived());
        Client greedy = new Client(alice, "192.0.2.1").enter();
        assertThat(compareOften(greedy, 1500)).isBetween(999, 1001);
        assertThat(compareOften(new Client(bob, "192.0.2.1").enter(), 10)).isZero();
        assertThat(compareOften(new Client(bob, "192.0.2.2").enter(), 10)).isEqualTo(10);
        clock.pass(Duration.ofSeconds(1));
        assertThat(compareOften(greedy, 10)).isEqualTo(10);
    }

    private int compareOften(Client client, int times) {
        client.peer.frames();
        int told = 0;
        for (int i = 0; i < times; i++) {
            client.send(new Compare(room.id().toString(), true, List.of()));
            told += client.peer.frames(Differ.class).size();
        }
        return told;
    }

    private static Event event(EventText text) {
        try {
            return FrameCodec.event(CODEC, text);
        } catch (InvalidEventException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(event -> event.id().toString()).toList();
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Accounts: one asks for the cost of a password before the hello, and registers only after it")
    void accounts_areAnsweredInTheirPlace() {
        Client early = new Client(alice, "early");
        early.send(new AccountAsk("nobody"));
        assertThat(early.peer.frames(AccountTerms.class)).hasSize(1);
        early.send(new AccountFind("nobody"));
        assertThat(early.refusal()).isEqualTo(ProblemCode.NOT_AUTHENTICATED);

        Client client = new Client(alice, "late").enter();
        client.send(new AccountAsk("nobody"));
        assertThat(client.peer.frames(AccountTerms.class)).hasSize(1);
        client.send(new AccountFind("nobody"));
        client.send(new AccountPut("{}", "", ""));
        node.flush();
        assertThat(client.peer.frames(AccountFound.class)).containsExactly(new AccountFound("nobody", ""));
        assertThat(client.peer.isOpen()).isTrue();
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Files: a token is given after the hello, to a device that the server knows as its user's")
    void blobToken_isGivenToAKnownDevice() {
        Client early = new Client(alice, "early");
        early.send(new BlobAsk());
        assertThat(early.refusal()).isEqualTo(ProblemCode.NOT_AUTHENTICATED);

        Client client = new Client(alice, "late").enter();
        client.send(new BlobAsk());
        assertThat(client.peer.frames(Problem.class))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.UNKNOWN_DEVICE.name());
        node.take(alice.events());
        client.send(new BlobAsk());
        assertThat(client.peer.frames(BlobToken.class)).hasSize(1);
        client.send(new BlobToken("x", 1, 1));
        assertThat(client.refusal()).isEqualTo(ProblemCode.UNKNOWN_TYPE);
    }
}
