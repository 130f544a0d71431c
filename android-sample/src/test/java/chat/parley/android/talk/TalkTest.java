package chat.parley.android.talk;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TalkTest {
    private static final Instant EVENING = Instant.parse("2026-11-23T22:59:00Z");

    private final RoomRef room = RoomRef.open("lobby");
    private final Person anna = new Person(new UserId(id(1).bytes()), "Anna", true);
    private final Person bruno = new Person(new UserId(id(2).bytes()), "Bruno", false);
    private final Talk talk = new Talk(room, Clock.fixed(EVENING.plusSeconds(86_400 * 7L), ZoneId.of("Europe/Berlin")));

    @Test
    @DisplayName("I3: what is told while the history is read is shown once, below it")
    void messages_toldDuringLoading_areShownOnce() {
        talk.asked();
        talk.happened(message(2, bruno, 1));
        talk.happened(message(3, bruno, 2));
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, bruno, 1)));
        assertThat(texts()).containsExactly("1", "2", "3");
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, bruno, 1), message(3, bruno, 2)));
        assertThat(texts()).containsExactly("1", "2", "3");
        assertThat(talk.last()).contains(id(3));
    }

    @Test
    @DisplayName("a late message asks for the history, which puts it where it belongs")
    void late_slotsIn() {
        talk.load(Arrays.asList(message(1, bruno, 0), message(3, bruno, 2)));
        ClientEvent.Message late =
                new ClientEvent.Message(room, id(2), bruno, EVENING, "2", ClientEvent.Marks.NONE, true);
        assertThat(talk.happened(late)).isEqualTo(Talk.Effect.RELOAD);
        talk.load(Arrays.asList(message(1, bruno, 0), late, message(3, bruno, 2)));
        assertThat(texts()).containsExactly("1", "2", "3");
    }

    @Test
    @DisplayName("older messages stay above when the newest are read again")
    void older_stayAbove() {
        talk.load(Arrays.asList(message(3, bruno, 2), message(4, bruno, 3)));
        talk.happened(new ClientEvent.Older(room, Arrays.asList(message(1, bruno, 0), message(2, bruno, 1)), 0, false));
        assertThat(texts()).containsExactly("1", "2", "3", "4");
        assertThat(talk.last()).contains(id(4));
        talk.load(Arrays.asList(message(3, bruno, 2), message(4, bruno, 3)));
        assertThat(texts()).containsExactly("1", "2", "3", "4");
    }

    @Test
    @DisplayName("I9: what was hidden while nobody looked does not come back when the room is read again")
    void hiddenMeanwhile_isGone() {
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, bruno, 1), message(3, anna, 2)));
        talk.load(Arrays.asList(message(1, bruno, 0), message(3, anna, 2)));
        assertThat(texts()).containsExactly("1", "3");
        talk.load(Arrays.asList(message(1, bruno, 0)));
        assertThat(texts()).as("the newest too").containsExactly("1");
        assertThat(talk.last()).contains(id(1));
    }

    @Test
    @DisplayName("what is hidden or changed while the history is read stays so")
    void hiddenDuringLoading_isGone() {
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, bruno, 1)));
        talk.asked();
        talk.happened(new ClientEvent.Hidden(room, Arrays.asList(id(2))));
        talk.happened(
                new ClientEvent.Changed(new ClientEvent.Message(room, id(1), bruno, EVENING, "new", false), bruno));
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, bruno, 1)));
        assertThat(texts()).containsExactly("new");
    }

    @Test
    @DisplayName("more than a page said meanwhile: the newest stay at the end, and what was read goes only on")
    void manyMeanwhile_areBelow() {
        talk.load(messages(1, 100));
        talk.load(messages(201, 400));
        assertThat(texts()).containsExactlyElementsOf(numbers(201, 400));
        assertThat(talk.last()).contains(id(400));
        talk.load(messages(300, 420));
        assertThat(texts()).as("older ones stay above").containsExactlyElementsOf(numbers(201, 420));
    }

    @Test
    @DisplayName("what becomes of messages of other rooms changes nothing here")
    void otherRooms_stored_changesNothing() {
        RoomRef other = RoomRef.open("other");
        assertThat(talk.happened(new ClientEvent.Stored(other, 1, id(1)))).isEqualTo(Talk.Effect.NONE);
        assertThat(talk.happened(new ClientEvent.Safe(other, 1, id(1)))).isEqualTo(Talk.Effect.NONE);
        assertThat(talk.happened(new ClientEvent.Safe(room, 1, id(1)))).isEqualTo(Talk.Effect.CHANGED);
    }

    @Test
    @DisplayName("a new day, by the phone's own clock, has a line of its own; a name is shown once in a row")
    void days_andNames() {
        talk.load(Arrays.asList(
                message(1, bruno, 0), message(2, bruno, 0), message(3, bruno, 120), message(4, anna, 121)));
        List<String> shape = new ArrayList<>();
        for (Item each : talk.items()) {
            shape.add(each instanceof Item.Bubble bubble ? (bubble.first() ? "first" : "next") : "day");
        }
        assertThat(shape).containsExactly("day", "first", "next", "day", "first", "first");
    }

    @Test
    @DisplayName("a sender's odd clock makes no days that go back, or have not come yet")
    void days_goOnOnly() {
        talk.load(Arrays.asList(
                message(1, bruno, 0), message(2, anna, -5000), message(3, bruno, 1), message(4, anna, 600_000)));
        assertThat(talk.items().stream().filter(each -> each instanceof Item.Day))
                .containsExactly(
                        new Item.Day(LocalDate.of(2026, 11, 23)),
                        new Item.Day(LocalDate.of(2026, 11, 24)),
                        new Item.Day(LocalDate.of(2026, 11, 30)));
    }

    @Test
    @DisplayName("what was hidden is gone, what was changed is as it is now, notes stay where they were")
    void hidden_changed_notes() {
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, bruno, 0)));
        talk.happened(new ClientEvent.MemberLeft(room, bruno));
        talk.happened(message(3, anna, 1));
        talk.happened(new ClientEvent.Hidden(room, Arrays.asList(id(1))));
        ClientEvent.Message edited = new ClientEvent.Message(room, id(2), bruno, EVENING, "new", false);
        talk.happened(new ClientEvent.Changed(edited, bruno));
        talk.happened(new ClientEvent.Changed(new ClientEvent.Message(room, id(9), bruno, EVENING, "x", false), bruno));
        assertThat(texts()).containsExactly("new", "3");
        assertThat(talk.items().get(2)).isEqualTo(new Item.Note(new ClientEvent.MemberLeft(room, bruno)));
    }

    @Test
    @DisplayName("a line stands above what others said since one was here, and only there")
    void unread_hasALine() {
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, bruno, 0), message(3, bruno, 1)));
        talk.seen(Optional.of(id(3)));
        assertThat(line()).as("nothing is new").isEqualTo(-1);
        talk.seen(Optional.empty());
        assertThat(line()).as("one was never here").isEqualTo(-1);
        talk.seen(Optional.of(id(99)));
        assertThat(line()).as("where one was is not here").isEqualTo(-1);
        talk.seen(Optional.of(id(1)));
        assertThat(talk.items().get(line() + 1)).isInstanceOfSatisfying(Item.Bubble.class, bubble -> {
            assertThat(bubble.message().id()).isEqualTo(id(2));
            assertThat(bubble.first()).as("its name is shown again").isTrue();
        });
        talk.happened(message(4, bruno, 2));
        assertThat(line()).as("it stays where it is").isEqualTo(2);
        talk.said(waiting(1, "I have seen it"));
        assertThat(line()).isEqualTo(-1);
        talk.load(Arrays.asList(message(1, bruno, 0), message(2, anna, 0), message(3, bruno, 1)));
        talk.seen(Optional.of(id(1)));
        assertThat(((Item.Bubble) talk.items().get(line() + 1)).message().text())
                .as("what one said oneself was seen")
                .isEqualTo("3");
    }

    @Test
    @DisplayName("a device more or less of somebody here is a line; of somebody elsewhere nothing")
    void devices_ofMembers_areNotes() {
        talk.others(Arrays.asList(anna.user(), bruno.user()), Arrays.asList());
        talk.load(Arrays.asList(message(1, bruno, 0)));
        Person stranger = new Person(new UserId(id(9).bytes()), "Stranger", false);
        assertThat(talk.happened(new ClientEvent.DeviceChanged(stranger, true))).isEqualTo(Talk.Effect.NONE);
        talk.happened(new ClientEvent.DeviceChanged(bruno, true));
        talk.happened(new ClientEvent.DeviceChanged(anna, false));
        assertThat(talk.items())
                .endsWith(
                        new Item.Note(new ClientEvent.DeviceChanged(bruno, true)),
                        new Item.Note(new ClientEvent.DeviceChanged(anna, false)));
    }

    @Test
    @DisplayName("events of other rooms change nothing")
    void otherRooms_areNotShown() {
        ClientEvent other = new ClientEvent.Message(RoomRef.open("other"), id(1), bruno, EVENING, "x", false);
        assertThat(talk.happened(other)).isEqualTo(Talk.Effect.NONE);
        assertThat(talk.items()).isEmpty();
    }

    @Test
    @DisplayName(
            "I2: what waits is shown below all until its message is, what was taken back is not, whenever either is told")
    void waiting_isShown_untilItIsSaid() {
        Waiting first = waiting(1, "first");
        Waiting second = waiting(2, "second");
        talk.load(Arrays.asList(message(1, bruno, 0)));
        talk.own(Arrays.asList(first), Collections.emptyMap());
        talk.said(second);
        assertThat(unsent()).containsExactly("first", "second");
        talk.asked();
        talk.happened(new ClientEvent.Sent(room, 1, id(8)));
        talk.happened(new ClientEvent.Withdrawn(room, second));
        talk.load(Arrays.asList(message(1, bruno, 0)));
        talk.own(Arrays.asList(first, second), Collections.emptyMap());
        assertThat(unsent()).as("said, and not shown as such yet").containsExactly("first");
        talk.happened(message(8, anna, 2));
        assertThat(unsent()).isEmpty();
        assertThat(talk.happened(new ClientEvent.Waits(RoomRef.open("other"), first)))
                .isEqualTo(Talk.Effect.NONE);
        assertThat(unsent()).isEmpty();
    }

    @Test
    @DisplayName("how far a message has come never goes back, and is known of those from before a restart")
    void far_neverGoesBack() {
        talk.load(Arrays.asList(message(1, anna, 0), message(2, anna, 0)));
        talk.happened(new ClientEvent.Safe(room, 3, id(1)));
        talk.happened(new ClientEvent.Stored(room, 3, id(1)));
        Map<EventId, Delivery> known = new HashMap<>();
        known.put(id(1), Delivery.SENDING);
        known.put(id(2), Delivery.REFUSED);
        talk.own(Arrays.asList(), known);
        List<Optional<Far>> far = talk.items().stream()
                .filter(each -> each instanceof Item.Bubble)
                .map(each -> ((Item.Bubble) each).state())
                .collect(Collectors.toList());
        assertThat(far).containsExactly(Optional.of(Far.SAFE), Optional.of(Far.REFUSED));
    }

    private List<String> unsent() {
        return talk.items().stream()
                .filter(each -> each instanceof Item.Unsent)
                .map(each -> ((Item.Unsent) each).waiting().text())
                .collect(Collectors.toList());
    }

    private static Waiting waiting(long number, String text) {
        return new Waiting(number, text, Optional.empty(), Optional.empty(), EVENING, Waiting.For.SERVER);
    }

    private int line() {
        return Talk.place(talk.items(), item -> item instanceof Item.Unread);
    }

    private List<String> texts() {
        return talk.items().stream()
                .filter(each -> each instanceof Item.Bubble)
                .map(each -> ((Item.Bubble) each).message().text())
                .collect(Collectors.toList());
    }

    private ClientEvent.Message message(int number, Person by, int minutes) {
        Instant time = EVENING.plusSeconds(minutes * 60L);
        return new ClientEvent.Message(room, id(number), by, time, Integer.toString(number), false);
    }

    private List<ClientEvent.Message> messages(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(each -> message(each, bruno, each))
                .collect(Collectors.toList());
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).collect(Collectors.toList());
    }

    private static EventId id(int number) {
        byte[] bytes = new byte[EventId.BYTES];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return new EventId(bytes);
    }
}
