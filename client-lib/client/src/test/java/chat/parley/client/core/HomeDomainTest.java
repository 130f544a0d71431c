package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.id.DomainId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, section 11: a client speaks with the servers of one domain")
class HomeDomainTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final long MINUTE = 60_000;
    private static final char[] NONE = {};

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server foreign = world.server("ws://foreign");
    private final DomainId other = ofAnotherDomain(foreign);
    private final World.Client alice = world.client("alice", here, foreign);

    @BeforeEach
    void connect() {
        alice.join(ROOM);
        world.pass(1000);
        assertThat(alice.core.connection().server()).contains(here.url);
    }

    @Test
    @DisplayName("A04 A10: a server that comes as another domain's gets no hello, and is no second witness")
    void otherDomain_isNotSpokenWith() {
        here.die();
        alice.sent.clear();
        alice.core.say(ROOM, "hello");
        world.pass(MINUTE);

        assertThat(alice.dialled).contains(foreign.url);
        assertThat(alice.sent).noneMatch(Hello.class::isInstance);
        assertThat(alice.core.connection().server()).isEmpty();
        assertThat(alice.all(ClientEvent.Stored.class)).isEmpty();
        assertThat(alice.problems()).containsExactly("DOMAIN_CHANGED");
        assertThat(alice.core.otherDomain()).contains(other);
    }

    @Test
    @DisplayName(
            "A04: a url that shows another domain later is refused, after a restart, too, until the person takes it")
    void sameUrl_anotherDomainLater_isRefusedUntilAccepted() {
        foreign.dead = true;
        DomainId next = ofAnotherDomain(here);
        alice.cut();
        world.pass(MINUTE);
        assertThat(alice.core.connection().server()).isEmpty();
        alice.crash();
        world.pass(MINUTE);
        assertThat(alice.core.connection().server()).isEmpty();
        assertThat(alice.problems()).containsExactly("DOMAIN_CHANGED");

        alice.core.acceptDomain(alice.core.otherDomain().orElseThrow());
        world.pass(MINUTE);
        assertThat(alice.core.connection().server()).contains(here.url);
        assertThat(alice.core.otherDomain()).isEmpty();
        alice.crash();
        world.pass(MINUTE);
        assertThat(alice.core.connection().server()).contains(here.url);
        assertThat(alice.core.otherDomain()).isEmpty();
        assertThat(next).isNotEqualTo(other);
    }

    @Test
    @DisplayName("Who takes another domain is not at the first one's servers any more")
    void accepted_whileConnected_moves() {
        alice.core.acceptDomain(other);
        world.pass(MINUTE);
        assertThat(alice.core.connection().server()).contains(foreign.url);
        foreign.die();
        alice.sent.clear();
        world.pass(MINUTE);
        assertThat(alice.sent).noneMatch(Hello.class::isInstance);
        assertThat(alice.problems()).containsExactly("DOMAIN_CHANGED");
    }

    @Test
    @DisplayName("A device's code leads to the domain of who has shown it; one that leads nowhere changes nothing")
    void deviceCode_ofAnotherDomain_isFollowed() {
        World.Client desktop = world.client("bob", foreign);
        desktop.reaches = foreign.url::equals;
        world.pass(1000);
        String code = done(desktop.core.devices().add(NONE));
        World.Client phone = world.client("bob", here);
        phone.reaches = url -> true;
        world.pass(1000);
        assertThat(phone.core.connection().server()).contains(here.url);

        String stale = code.replace(desktop.user().toString(), alice.user().toString());
        CompletableFuture<Void> nowhere = phone.core.devices().become(stale);
        world.pass(1000);
        assertThat(nowhere).isCompletedExceptionally();
        phone.cut();
        world.pass(MINUTE);
        assertThat(phone.core.connection().server()).contains(here.url);

        done(phone.core.devices().become(code));
        phone.reaches = foreign.url::equals;
        world.pass(MINUTE);
        assertThat(phone.user()).isEqualTo(desktop.user());
        assertThat(phone.core.connection().server()).contains(foreign.url);
    }

    private DomainId ofAnotherDomain(World.Server server) {
        var key = world.crypto.newSigningKey();
        server.certificate = server.certificate(key, server.url, world.now() + 60 * MINUTE);
        return new DomainId(key.publicKey());
    }

    private <T> T done(CompletableFuture<T> future) {
        for (int i = 0; i < 100 && !future.isDone(); i++) {
            world.pass(1000);
        }
        return future.join();
    }
}
