package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static chat.parley.protocol.fixture.TestKeys.signing;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountOpen;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.id.AccountName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever tries names and passwords. */
@ExtendWith(TwoNodes.class)
class LoginAttacksIT {
    private static final FrameCodec FRAMES = new FrameCodec();
    private static final String LOOPBACK = "127.0.0.1";

    /** So many names, each tried fewer times than is throttled. */
    private static final int NAMES = 30;

    private static final int TRIES = 9;
    private static final int WARM_UP = 2;
    private static final int LIMIT = 10;

    /** Names of one length, that texts can be compared. */
    private static final List<Registered> KNOWN = new ArrayList<>();

    private static final TestPerson ALICE = new TestPerson("login-alice");

    @BeforeAll
    static void register(Pair pair) throws Exception {
        try (Stranger stranger = Stranger.welcomed(pair.a().session(), ALICE)) {
            for (int i = 0; i < NAMES; i++) {
                Registered each = Registered.of(name("known", i), new TestPerson("login-" + i));
                stranger.send(each.put());
                assertThat(stranger.next()).isInstanceOf(AccountKept.class);
                KNOWN.add(each);
            }
        }
        Eventually.within(SOON, () -> {
            for (Registered each : KNOWN) {
                assertThat(owner(pair.b(), each)).isNotEmpty();
            }
        });
    }

    @Test
    @DisplayName("A61: of a name that nobody has a node says the same, byte for byte but the salt, and always alike")
    void unknownName_isAnsweredLikeAnother(Pair pair) throws Exception {
        AccountTerms known = terms(pair.a(), KNOWN.get(0).name().value());
        AccountTerms unknown = terms(pair.a(), name("nobod", 0));
        assertThat(unknown.salt()).hasSameSizeAs(known.salt()).isNotEqualTo(known.salt());
        String salt = "s".repeat(known.salt().length());
        String name = known.name();
        assertThat(new AccountTerms(name, salt, unknown.operations(), unknown.memory()))
                .isEqualTo(new AccountTerms(name, salt, known.operations(), known.memory()));
        assertThat(terms(pair.a(), name("nobod", 0))).isEqualTo(unknown);
        assertThat(terms(pair.b(), name("nobod", 0))).isEqualTo(unknown);
        assertThat(terms(pair.a(), name("nobod", 1)).salt()).isNotEqualTo(unknown.salt());
        assertThat(answerToWrongProof(pair.a(), new AccountName(name("nobod", 2))))
                .isEqualTo(answerToWrongProof(pair.a(), new AccountName(name("known", 2))))
                .extracting(Problem::code)
                .isEqualTo("LOGIN_FAILED");
    }

    @Test
    @DisplayName("A61: how long a node takes to answer does not tell whether somebody has a name")
    void unknownName_takesAsLong(Pair pair) throws Exception {
        try (RawSocket socket = RawSocket.open(pair.a().session(), LOOPBACK)) {
            FRAMES.read(socket.next());
            Times times = trials(socket, name -> new AccountAsk(name.value()));
            assertThat(times.chanceOfSlower()).as("asked: %s", times).isBetween(0.35, 0.65);
        }
        try (RawSocket socket = RawSocket.open(pair.a().session(), LOOPBACK)) {
            Challenge challenge = (Challenge) FRAMES.read(socket.next());
            Times times =
                    trials(socket, name -> Registered.proof(challenge, name, "password", signing("a wrong password")));
            assertThat(times.chanceOfSlower()).as("logged in: %s", times).isBetween(0.35, 0.65);
        }
    }

    @Test
    @DisplayName(
            "A62: wrong passwords for one name are counted by both nodes together, known name or not; others log in")
    void bruteForce_isThrottledEverywhere(Pair pair) throws Exception {
        Registered victim = Registered.of("victim-of-guesses", new TestPerson("victim"));
        Registered bystander = Registered.of("bystander", new TestPerson("bystander"));
        try (Stranger stranger = Stranger.welcomed(pair.a().session(), ALICE)) {
            for (Registered each : List.of(victim, bystander)) {
                stranger.send(each.put());
                assertThat(stranger.next()).isInstanceOf(AccountKept.class);
            }
        }
        Eventually.within(SOON, () -> assertThat(owner(pair.b(), victim)).isNotEmpty());
        for (AccountName name : List.of(victim.name(), new AccountName("nobody-at-all"))) {
            for (int i = 0; i < LIMIT; i++) {
                NodeProcess node = i % 2 == 0 ? pair.a() : pair.b();
                assertThat(answerToWrongProof(node, name).code()).isEqualTo("LOGIN_FAILED");
            }
            for (NodeProcess node : List.of(pair.a(), pair.b())) {
                // Each has seen half of them itself; of the rest it hears over the link.
                Eventually.within(
                        SOON,
                        () -> assertThat(answerToWrongProof(node, name).code()).isEqualTo("LOGIN_THROTTLED"));
            }
        }
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            assertThat(opens(node, victim, "password"))
                    .as("the right one waits too")
                    .isFalse();
            assertThat(opens(node, victim, "recovery"))
                    .as("a code is not guessed")
                    .isTrue();
            assertThat(opens(node, bystander, "password")).isTrue();
        }
    }

    /** Known and unknown names in turn, each once before the other as often as after it. */
    private static Times trials(RawSocket socket, Function<AccountName, Frame> question) throws Exception {
        Times times = new Times();
        for (int round = 0; round < TRIES; round++) {
            for (int i = 0; i < NAMES; i++) {
                boolean knownFirst = (i + round) % 2 == 0;
                for (boolean known : new boolean[] {knownFirst, !knownFirst}) {
                    String text = FRAMES.write(question.apply(new AccountName(name(known ? "known" : "nobod", i))));
                    long start = System.nanoTime();
                    socket.text(text);
                    String answer = socket.next();
                    long took = System.nanoTime() - start;
                    assertThat(answer).containsAnyOf("account-terms", "LOGIN_FAILED");
                    if (round >= WARM_UP) {
                        times.add(known, took);
                    }
                }
            }
        }
        return times;
    }

    private static String name(String kind, int number) {
        return "%s-%02d".formatted(kind, number);
    }

    private static AccountTerms terms(NodeProcess node, String name) throws Exception {
        try (Stranger stranger = Stranger.connect(node.session(), ALICE)) {
            stranger.send(new AccountAsk(name));
            return (AccountTerms) stranger.next();
        }
    }

    private static Problem answerToWrongProof(NodeProcess node, AccountName name) {
        try (Stranger stranger = Stranger.connect(node.session(), ALICE)) {
            stranger.send(Registered.proof(stranger.challenge(), name, "password", signing("a wrong password")));
            return (Problem) stranger.next();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Who has the name, as this node knows: to try to log in would count as a guess. */
    private static String owner(NodeProcess node, Registered account) {
        try (Stranger stranger = Stranger.welcomed(node.session(), ALICE)) {
            stranger.send(new AccountFind(account.name().value()));
            return ((AccountFound) stranger.next()).user();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean opens(NodeProcess node, Registered account, String way) {
        try (Stranger stranger = Stranger.connect(node.session(), ALICE)) {
            AccountLogin proof = Registered.proof(
                    stranger.challenge(),
                    account.name(),
                    way,
                    way.equals("password") ? account.login() : signing(account.name() + "/recovery"));
            stranger.send(proof);
            return stranger.next() instanceof AccountOpen;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
