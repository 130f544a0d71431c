package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Ping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionTest {
    private static final long MINUTE = 60_000;

    private final World world = new World();
    private final World.Server wrong = world.server("ws://wrong");
    private final World.Server right = world.server("ws://right");
    private final World.Client client = world.client("alice", wrong, right);

    /** What a server may be that is not to be spoken with. */
    enum Fault {
        EXPIRED {
            @Override
            String certificate(World world, World.Server server) {
                return server.certificate(world.domain, server.url, world.now() - 1);
            }
        },
        FORGED {
            @Override
            String certificate(World world, World.Server server) {
                String good = server.certificate;
                return good.replace("ws://wrong", "ws://other");
            }
        },
        ANOTHER_SERVERS {
            @Override
            String certificate(World world, World.Server server) {
                return world.server("ws://third").certificate;
            }
        };

        abstract String certificate(World world, World.Server server);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @DisplayName("A40 A41: a server without a valid certificate of its own gets no hello; the next one is tried")
    void certificate_notValid_isNotAnswered(Fault fault) {
        wrong.certificate = fault.certificate(world, wrong);
        World.Client lonely = world.client("bob", wrong);
        world.pass(MINUTE);

        assertThat(lonely.dialled).isNotEmpty();
        assertThat(lonely.sent).noneMatch(Hello.class::isInstance);
        assertThat(lonely.core.connection().server()).isEmpty();
        assertThat(client.core.connection().server()).contains("ws://right");
        assertThat(client.all(ClientEvent.Disconnected.class)).hasSize(1);
    }

    @Test
    @DisplayName("A41: a server that cannot prove the key of its certificate is left")
    void key_notProved_isLeft() {
        wrong.impostor = true;
        world.pass(2 * Connection.TICK_MILLIS);

        assertThat(client.core.connection().server()).contains("ws://right");
        assertThat(client.all(ClientEvent.Connected.class)).hasSize(1);
    }

    @Test
    void noServer_pausesGrow_andNoneIsForgotten() {
        wrong.dead = true;
        right.dead = true;
        world.pass(10 * MINUTE);

        // Both at once, then pauses of 5 to 10 s in the end.
        assertThat(client.dialled.size()).isBetween(2 * 60, 2 * 130);
        assertThat(client.dialled).startsWith("ws://wrong", "ws://right").contains("ws://wrong", "ws://right");
        assertThat(client.dialled.stream().filter("ws://right"::equals).count())
                .isEqualTo(client.dialled.stream().filter("ws://wrong"::equals).count());

        right.dead = false;
        world.pass(2 * Servers.MAX_PAUSE_MILLIS + Connection.TICK_MILLIS);
        assertThat(client.core.connection().server()).contains("ws://right");
    }

    @Test
    void roster_rememberedWhenTheFirstServerIsGone() {
        world.pass(Connection.TICK_MILLIS);
        assertThat(client.core.connection().known()).contains("ws://right");
        World.Client one = world.client("bob", wrong);
        world.pass(Connection.TICK_MILLIS);
        assertThat(one.core.connection().server()).contains("ws://wrong");
        wrong.die();
        one.crash();
        world.pass(2 * Connection.TICK_MILLIS);

        assertThat(one.core.connection().server()).contains("ws://right");
    }

    @Test
    void ready_pingsAndStaysForHours() {
        world.pass(30 * MINUTE);

        assertThat(client.all(ClientEvent.Connected.class)).hasSize(1);
        assertThat(client.all(ClientEvent.Disconnected.class)).isEmpty();
        Stream<?> pings = client.sent.stream().filter(Ping.class::isInstance);
        assertThat(pings.count()).isEqualTo(30 * MINUTE / Connection.PING_MILLIS);
        assertThat(client.dialled).isEqualTo(List.of("ws://wrong"));
    }

    @Test
    @DisplayName("on another network nobody waits for silence: the connection is given up and a server dialled at once")
    void reconnect_dialsAtOnce_whateverTheState() {
        world.pass(Connection.TICK_MILLIS);
        assertThat(client.all(ClientEvent.Connected.class)).hasSize(1);
        int dialled = client.dialled.size();
        client.core.reconnect();
        assertThat(client.dialled).hasSize(dialled + 1);
        world.pass(2 * Connection.TICK_MILLIS);
        assertThat(client.all(ClientEvent.Connected.class)).hasSize(2);

        wrong.die();
        right.die();
        world.pass(MINUTE);
        right.dead = false;
        client.core.reconnect();
        world.pass(4 * Connection.TICK_MILLIS);
        assertThat(client.core.connection().server()).contains("ws://right");
    }

    @Test
    @DisplayName(
            "section 10: after a sleep of the machine, or a change of its clock, a server is asked before it is taken for dead")
    void asleep_serverThatAnswers_isKept() {
        world.pass(1000);
        String server = client.core.connection().server().orElseThrow();
        for (long slept : new long[] {MINUTE, -10 * MINUTE, Connection.DEAD_MILLIS}) {
            client.sent.clear();
            world.leap(slept);
            world.pass(Connection.TICK_MILLIS);
            assertThat(client.sent).hasAtLeastOneElementOfType(Ping.class);
            world.pass(2 * Connection.DEAD_MILLIS);
            assertThat(client.core.connection().server()).contains(server);
        }
        assertThat(client.all(ClientEvent.Disconnected.class)).isEmpty();
    }

    @Test
    @DisplayName("section 10: a server that died while the machine slept is left in time")
    void asleep_serverThatDied_isLeft() {
        world.pass(1000);
        wrong.frozen = true;
        world.leap(MINUTE);
        world.pass(Connection.DEAD_MILLIS + 4 * Connection.TICK_MILLIS);
        assertThat(client.core.connection().server()).contains("ws://right");
    }
}
