package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Restored and copied stores never use one number twice (design, section 2, Forks)")
class CopiedStoreTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);
    private final List<Frame> written = new ArrayList<>();

    @Test
    void store_restoredFromAnOldCopy_goesOnAsANewDevice() throws InvalidEventException {
        bothIn();
        alice.core.say(ROOM, "one");
        world.run();
        MemoryClientStore backup = alice.store.reopen();
        alice.core.say(ROOM, "two");
        world.run();
        String before = device(alice);
        written.addAll(alice.sent);

        alice.restore(backup);
        alice.core.say(ROOM, "three");
        world.pass(20_000);
        alice.core.say(ROOM, "four");
        world.pass(5000);

        written.addAll(alice.sent);
        noNumberTwice();
        assertThat(bob.texts()).containsExactly("one", "two", "three", "four");
        assertThat(alice.texts()).contains("two", "three", "four");
        assertThat(device(alice)).isNotEqualTo(before);
        assertThat(alice.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("DEVICE_COPIED");
        assertThat(bob.all(ClientEvent.Problem.class)).isEmpty();
        assertThat(bob.all(ClientEvent.Unreadable.class)).isEmpty();
    }

    @Test
    void store_runTwice_makesTwoDevices() throws InvalidEventException {
        bothIn();
        alice.core.say(ROOM, "one");
        world.run();
        World.Client twin = world.client("alice", alice.store.reopen(), here);
        world.pass(1000);
        twin.core.say(ROOM, "two");
        world.pass(20_000);
        alice.core.say(ROOM, "three");
        world.pass(20_000);
        twin.core.say(ROOM, "four");
        world.pass(20_000);

        written.addAll(alice.sent);
        written.addAll(twin.sent);
        noNumberTwice();
        assertThat(bob.texts()).containsExactly("one", "two", "three", "four");
        assertThat(device(alice)).isNotEqualTo(device(twin));
        assertThat(bob.all(ClientEvent.Problem.class)).isEmpty();
    }

    private void bothIn() {
        world.pass(1000);
        alice.join(ROOM);
        bob.join(ROOM);
        world.pass(1000);
    }

    private static String device(World.Client client) {
        return client.store
                .get(chat.parley.client.store.Table.SETTING, "device-key")
                .orElseThrow();
    }

    private void noNumberTwice() throws InvalidEventException {
        EventCodec codec = new EventCodec(world.crypto);
        Map<String, EventId> numbers = new HashMap<>();
        for (Frame frame : written) {
            List<EventText> texts = frame instanceof Post
                    ? ((Post) frame).events()
                    : frame instanceof Page ? ((Page) frame).events() : List.of();
            for (EventText text : texts) {
                Event event = FrameCodec.event(codec, text);
                String number = event.log() + " " + event.header().device() + " "
                        + event.header().seq();
                assertThat(numbers.merge(number, event.id(), (old, now) -> old)).isEqualTo(event.id());
            }
        }
        assertThat(numbers).hasSizeGreaterThan(8);
    }
}
