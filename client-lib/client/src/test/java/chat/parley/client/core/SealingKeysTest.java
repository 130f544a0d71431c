package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.rules.OpenRoom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Section 5: a device replaces its sealing key each week")
class SealingKeysTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long KEPT_DAYS = 30;

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);

    @BeforeEach
    void meet() {
        world.pass(1000);
        alice.join(ROOM);
        bob.join(ROOM);
        world.pass(1000);
    }

    @Test
    void week_over_theRoomHasTheNewKey_andGoesOn() {
        SealingKey first = key();
        leap(6 * DAY);
        assertThat(key()).isEqualTo(first);
        leap(DAY);
        assertThat(key()).isNotEqualTo(first);
        bob.core.say(ROOM, "under the new key");
        world.pass(1000);
        assertThat(alice.texts()).containsExactly("under the new key");
        assertThat(alice.all(ClientEvent.Problem.class)).isEmpty();
    }

    @Test
    @DisplayName("a replaced sealing key forces no new epoch")
    void week_over_theEpochStays() {
        leap(7 * DAY - HOUR);
        bob.core.say(ROOM, "one");
        world.pass(1000);
        int epochs = epochs().size();
        SealingKey key = key();
        leap(HOUR);
        assertThat(key()).isNotEqualTo(key);
        bob.core.say(ROOM, "two");
        world.pass(1000);
        assertThat(alice.texts()).containsExactly("one", "two");
        assertThat(epochs()).hasSize(epochs);
    }

    @Test
    @DisplayName("what was sealed to the key before opens for 30 days, and then never again")
    void replaced_opensFor30Days_thenIsDestroyed() {
        SealingKey first = key();
        leap(7 * DAY);
        leap(29 * DAY);
        assertThat(keys().find(first)).isPresent();
        leap(DAY);
        assertThat(keys().find(first)).isEmpty();
        alice.crash();
        world.pass(1000);
        assertThat(keys().find(first)).isEmpty();
        assertThat(keys().find(key())).isPresent();
    }

    @Test
    @DisplayName("nothing is destroyed before all that the servers have was read")
    void replaced_whileAway_isKeptUntilSynced() {
        SealingKey first = key();
        leap(7 * DAY);
        here.dead = true;
        alice.cut();
        leap(60 * DAY);
        assertThat(keys().find(first)).isPresent();
        here.dead = false;
        world.pass(2 * 61_000);
        assertThat(keys().find(first)).isEmpty();
    }

    @Test
    @DisplayName("a box sealed to the key before, by one who has not heard of the new one, is opened")
    void epoch_underTheKeyBefore_isRead() throws MalformedJsonException {
        SealingKey first = key();
        leap(7 * DAY - 3 * MINUTE);
        assertThat(key()).isEqualTo(first);
        bob.lost = frame -> frame instanceof Events;
        world.pass(3 * MINUTE);
        assertThat(key()).isNotEqualTo(first);
        bob.core.say(ROOM, "written without knowing");
        world.pass(1000);

        String body = epochs().get(0).body().orElseThrow();
        assertThat(world.codec.epochs().readBody(body).boxes())
                .extracting(EpochBox::sealing)
                .contains(first);
        assertThat(alice.texts()).containsExactly("written without knowing");
        assertThat(alice.all(ClientEvent.Problem.class)).isEmpty();
    }

    @Test
    @DisplayName("a clock that was once years ahead makes no key be kept for years")
    void replaced_byAClockThatWasAhead_isDestroyedAfter30DaysAllTheSame() {
        SealingKey first = key();
        leap(365 * DAY);
        SealingKey ahead = key();
        assertThat(ahead).isNotEqualTo(first);
        world.leap(-364 * DAY);
        leap(8 * DAY);
        assertThat(key()).as("due, whatever the old clock said").isNotEqualTo(ahead);
        leap(KEPT_DAYS * DAY);
        assertThat(keys().find(first)).isEmpty();
        assertThat(keys().find(ahead)).isEmpty();
    }

    /** Time goes by at once; then clients get the time to do what is due. */
    private void leap(long millis) {
        world.leap(millis);
        world.pass(70_000);
    }

    private SealingKeys keys() {
        return SealingKeys.read(alice.store.reopen());
    }

    private SealingKey key() {
        return world.ledger.replica().room(log()).state().devices().get(DevicesTest.device(alice));
    }

    private List<Event> epochs() {
        return world.ledger.store().controlAndKeys(log()).stream()
                .filter(event -> event.header().key(EventCodec.EPOCH))
                .toList();
    }

    private LogId log() {
        return OpenRoom.id(world.crypto, World.NAMESPACE, ROOM.name());
    }
}
