package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.OpenRoom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys that have done their work are gone: from the store too, and from what a crash leaves. */
class KeyRingTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final long HOUR = 3_600_000;

    private final World world = new World();
    private final World.Server server = world.server("ws://here");
    private final World.Client alice = world.client("alice", server);
    private final World.Client bob = world.client("bob", server);

    @Test
    @DisplayName("A chain's key is replaced in the transaction that stores the message: neither end has the old one")
    void chain_used_isGoneFromBothStores() {
        talk("one");
        Set<String> before = values(alice, Table.CHAIN);
        assertThat(before).hasSize(2).isEqualTo(values(bob, Table.CHAIN));
        talk("two");
        Set<String> after = values(alice, Table.CHAIN);

        assertThat(after).hasSize(2).isEqualTo(values(bob, Table.CHAIN));
        // Bob's own chain is unused; alice's went on.
        Set<String> common = new HashSet<>(before);
        common.retainAll(after);
        assertThat(common).hasSize(1);
        Set<String> used = new HashSet<>(before);
        used.removeAll(common);
        for (World.Client each : List.of(alice, bob)) {
            for (Table table : Table.values()) {
                for (Row row : each.store.reopen().rows(table)) {
                    assertThat(row.value()).doesNotContain(key(used.iterator().next()));
                }
            }
        }
    }

    @Test
    @DisplayName("An epoch's own secret is in no table")
    void epochSecret_isKeptNowhere() {
        talk("one");

        // One row extends it, one row each reads its devices: nothing else has a key.
        assertThat(alice.store.rows(Table.EPOCH)).hasSize(1);
        assertThat(alice.store.rows(Table.CHAIN)).hasSize(2);
        assertThat(bob.store.rows(Table.EPOCH)).isEqualTo(alice.store.rows(Table.EPOCH));
    }

    @Test
    @DisplayName("What extends an epoch is forgotten after a day, though nobody says anything")
    void join_isForgottenAfterADay() {
        talk("one");
        assertThat(alice.store.rows(Table.EPOCH)).hasSize(1);
        world.leap(KeyRing.JOIN_MILLIS - HOUR);
        world.pass(1000);
        assertThat(alice.store.rows(Table.EPOCH)).hasSize(1);

        world.leap(2 * HOUR);
        world.pass(1000);

        assertThat(alice.store.reopen().rows(Table.EPOCH)).isEmpty();
        assertThat(bob.store.reopen().rows(Table.EPOCH)).isEmpty();
    }

    @Test
    @DisplayName("What extends an epoch is forgotten after a day, though the client was not running")
    void join_isForgottenAtTheNextStart() {
        talk("one");
        world.leap(KeyRing.JOIN_MILLIS + HOUR);
        alice.crash();
        world.pass(1000);

        assertThat(alice.store.reopen().rows(Table.EPOCH)).isEmpty();
    }

    @Test
    @DisplayName("What extends an epoch is forgotten after a day by a clock that was ahead when it was opened, too")
    void join_openedByAClockThatWasAhead_isForgotten() {
        world.leap(1000 * HOUR);
        talk("one");
        assertThat(alice.store.rows(Table.EPOCH)).hasSize(1);
        world.leap(-900 * HOUR);
        alice.crash();
        world.pass(1000);
        assertThat(alice.store.reopen().rows(Table.EPOCH)).isEmpty();
    }

    @Test
    @DisplayName("Each minute what was destroyed is taken out of the store's files as well, after it was committed")
    void sweep_scrubsTheStore() {
        talk("one");
        int before = alice.watched.scrubbed;
        world.pass(61_000);
        assertThat(alice.watched.scrubbed).isGreaterThan(before);
    }

    @Test
    @DisplayName("After 100 messages of one sender a fresh epoch follows, and with it goes what extends the one before")
    void hundredMessages_thenAFreshEpoch() {
        talk("first");
        List<EventId> before = epochs();
        for (int i = 1; i < EpochMaker.MIN_MESSAGES; i++) {
            talk("text " + i);
        }
        assertThat(epochs()).isEqualTo(before);
        assertThat(bob.store.rows(Table.EPOCH)).hasSize(1);

        talk("one more");

        assertThat(epochs()).hasSize(before.size() + 1);
        for (World.Client each : List.of(alice, bob)) {
            assertThat(each.store.reopen().rows(Table.EPOCH))
                    .hasSize(1)
                    .allMatch(row ->
                            row.key().endsWith(epochs().get(before.size()).toString()));
        }
        bob.core.say(ROOM, "and he goes on under it");
        world.run();
        assertThat(epochs()).hasSize(before.size() + 1);
        assertThat(alice.texts()).contains("and he goes on under it");
    }

    @Test
    void epochs_many_onlyTheLatestChainsAreKept() {
        talk("first");
        for (int i = 0; i < KeyRing.MAX_EPOCHS + 5; i++) {
            world.leap(EpochMaker.MAX_EPOCH_MILLIS + 1);
            world.pass(1000);
            talk("day " + i);
        }

        assertThat(alice.store.rows(Table.CHAIN)).hasSize(2 * KeyRing.MAX_EPOCHS);
        assertThat(bob.texts()).hasSize(KeyRing.MAX_EPOCHS + 6);
        assertThat(bob.all(ClientEvent.Unreadable.class)).isEmpty();
    }

    @Test
    @DisplayName("After a restart the chains go on where they were: no key serves twice, no text is unreadable")
    void chains_surviveARestartOfBoth() {
        talk("one");
        talk("two");
        alice.crash();
        bob.crash();
        world.pass(1000);
        talk("three");

        assertThat(bob.texts()).containsExactly("three");
        assertThat(bob.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(alice.store.rows(Table.EPOCH)).hasSize(1);
    }

    @Test
    @DisplayName("I9: opening a client reads each room's keys once, however many rooms there are")
    void open_manyRooms_readsTheKeysOfEachOnce() {
        for (int i = 0; i < 12; i++) {
            RoomRef.Open room = RoomRef.open("room" + i);
            alice.join(room);
            bob.join(room);
            alice.core.say(room, "hello");
            world.run();
        }
        int rows = alice.store.rows(Table.CHAIN).size()
                + alice.store.rows(Table.EPOCH).size();
        assertThat(rows).isGreaterThanOrEqualTo(12 * 3);
        CountingStore counting = new CountingStore(alice.store.reopen());
        new ClientCore(
                new Platform(world.crypto, counting, alice, world.clock()),
                "alice",
                List.of(),
                World.NAMESPACE,
                event -> {});
        assertThat(counting.keys).isLessThanOrEqualTo(2 * rows);
    }

    @Test
    @DisplayName(
            "I9: of messages that were stepped over only so many keys are kept, and one device does not take all the"
                    + " room")
    void skipped_isBounded_andGoesWithItsEpoch() {
        MemoryClientStore store = new MemoryClientStore();
        LogId log = new LogId(new byte[32]);
        EventId epoch = new EventId(new byte[32]);
        KeyRing ring = new KeyRing(log, store);
        for (int device = 0; device < 6; device++) {
            byte[] id = new byte[32];
            id[0] = (byte) device;
            for (int i = 0; i < KeyRing.MAX_SKIPPED_OF_DEVICE + 5; i++) {
                ring.skip(epoch, new DeviceId(id), i, world.crypto.newSecret());
            }
            assertThat(store.rows(Table.CHAIN))
                    .hasSize(Math.min((device + 1) * KeyRing.MAX_SKIPPED_OF_DEVICE, KeyRing.MAX_SKIPPED));
        }
        store.commit();
        KeyRing again = new KeyRing(log, store.reopen());
        assertThat(again.skipped(epoch, new DeviceId(new byte[32]), 7)).isPresent();
        again.forgetSkipped(epoch, new DeviceId(new byte[32]), 7);
        assertThat(again.skipped(epoch, new DeviceId(new byte[32]), 7)).isEmpty();
        ring.forgetSkipped();
        assertThat(store.rows(Table.CHAIN)).isEmpty();
    }

    private void talk(String text) {
        if (!alice.core.rooms().contains(ROOM)) {
            alice.join(ROOM);
            bob.join(ROOM);
            world.run();
        }
        alice.core.say(ROOM, text);
        world.run();
        assertThat(bob.texts()).contains(text);
    }

    /** Oldest first. */
    private List<EventId> epochs() {
        LogId log = OpenRoom.id(world.crypto, World.NAMESPACE, ROOM.name());
        return world.ledger.store().controlAndKeys(log).stream()
                .filter(event -> event.header().key(EventCodec.EPOCH))
                .map(Event::id)
                .toList();
    }

    private static Set<String> values(World.Client client, Table table) {
        Set<String> values = new HashSet<>();
        client.store.rows(table).forEach(row -> values.add(row.value()));
        return values;
    }

    /** The key in a chain's row, which has its index before it and its epoch's number behind. */
    private static String key(String value) {
        return value.split(" ")[1];
    }
}
