package chat.parley.server.session;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Bye;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
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
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PROTOCOL.md, Sessions: who may say what, from the challenge to the end")
class SessionProofTest extends NodeWithClients {
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
    @DisplayName("Going away: all clients are told where to go")
    void stopping_sessions_bye() {
        Client client = client(alice).enter();
        node.sessions.stopping();
        assertThat(client.peer.frames(Bye.class)).hasSize(1);
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
