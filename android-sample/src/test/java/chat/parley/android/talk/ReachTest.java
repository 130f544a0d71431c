package chat.parley.android.talk;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReachTest {
    private final Person bruno = new Person(new UserId(id(2).bytes()), "Bruno", false);
    private final Person chloe = new Person(new UserId(id(3).bytes()), "Chloe", false);
    private final List<EventId> order = Arrays.asList(id(11), id(12), id(13));
    private final Reach reach = new Reach();

    @Test
    @DisplayName("who has read a message has read all before it, and has got it")
    void read_countsForAllBefore() {
        reach.happened(received(bruno, 12, Content.Receipt.State.READ));
        reach.happened(received(chloe, 13, Content.Receipt.State.DELIVERED));
        assertThat(who(11).read()).containsExactly(bruno);
        assertThat(who(12).read()).containsExactly(bruno);
        assertThat(who(12).got()).containsExactly(chloe);
        assertThat(who(13).read()).isEmpty();
        assertThat(who(13).got()).containsExactly(chloe);
    }

    @Test
    @DisplayName("a message is as far as it has come at somebody; without that, as far as servers say")
    void state_isTheFurthest() {
        assertThat(state(11, Far.STORED)).contains(Far.STORED);
        reach.happened(received(chloe, 12, Content.Receipt.State.DELIVERED));
        assertThat(state(12, Far.STORED)).contains(Far.DELIVERED);
        assertThat(state(13, Far.SAFE)).contains(Far.SAFE);
        reach.happened(received(bruno, 11, Content.Receipt.State.READ));
        assertThat(state(11, Far.SAFE)).contains(Far.READ);
        assertThat(state(12, Far.SAFE)).contains(Far.DELIVERED);
        assertThat(reach.among(order).state(id(13), Optional.empty())).isEmpty();
    }

    @Test
    @DisplayName("who has come no further than messages that are not shown has come to none that is")
    void older_isNone() {
        reach.happened(received(bruno, 1, Content.Receipt.State.READ));
        assertThat(who(11)).isEqualTo(new Reach.Who(Arrays.asList(), Arrays.asList()));
        reach.happened(received(chloe, 13, Content.Receipt.State.READ));
        assertThat(who(99).read()).as("a message that is not here").isEmpty();
    }

    @Test
    @DisplayName("what the client knows replaces what was heard")
    void load_replaces() {
        reach.happened(received(bruno, 13, Content.Receipt.State.READ));
        reach.load(Arrays.asList(received(chloe, 11, Content.Receipt.State.READ)));
        assertThat(who(11).read()).containsExactly(chloe);
        assertThat(who(13).read()).isEmpty();
    }

    private Reach.Who who(int message) {
        return reach.among(order).who(id(message));
    }

    private Optional<Far> state(int message, Far atServers) {
        return reach.among(order).state(id(message), Optional.of(atServers));
    }

    private static ClientEvent.Received received(Person by, int upTo, Content.Receipt.State state) {
        return new ClientEvent.Received(RoomRef.open("lobby"), id(upTo), by, state);
    }

    private static EventId id(int number) {
        byte[] bytes = new byte[EventId.BYTES];
        bytes[0] = (byte) number;
        return new EventId(bytes);
    }
}
