package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Messages: what acts on a message")
class MessagesTest {
    private static final String THUMB = "\uD83D\uDC4D";

    private final TestRoom room = new TestRoom("talk");
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private final TestPerson cleo = new TestPerson("cleo");
    private final MemoryClientStore store = new MemoryClientStore();
    private final List<ClientEvent> told = new ArrayList<>();
    private Messages messages;

    @BeforeEach
    void open() {
        room.join(anna);
        room.join(ben);
        room.join(cleo);
        messages = reader(store);
    }

    /** Anna's client; Anna outranks all. */
    private Messages reader(MemoryClientStore from) {
        return new Messages(
                room.id(),
                RoomRef.open("talk"),
                anna.user(),
                from,
                (user, event, other) -> user.equals(anna.user()) && !other.equals(anna.user()),
                new Silence(user -> false));
    }

    private Said say(TestPerson author, Content content) {
        return Said.by(author, room, content);
    }

    private Said read(Said said) {
        said.read(messages, anna, told);
        return said;
    }

    private ClientEvent.Message now(EventId id) {
        return messages.find(id).orElseThrow();
    }

    private <T extends ClientEvent> List<T> all(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void reply_namesWhatItAnswers() {
        Said first = read(say(ben, new Content.Text("hello")));
        Said reply = read(say(cleo, new Content.Reply(first.id(), "hi")));

        assertThat(now(reply.id()).text()).isEqualTo("hi");
        assertThat(now(reply.id()).marks().replyTo()).contains(first.id());
        assertThat(all(ClientEvent.Message.class)).extracting(m -> m.text()).containsExactly("hello", "hi");
    }

    @Test
    @DisplayName("the last edit in the log's order stands, whichever came last; only its author's count")
    void edit_lastInOrder_stands() {
        Said first = read(say(ben, new Content.Text("helo")));
        Said one = say(ben, new Content.Edit(first.id(), "hello"));
        Said two = say(ben, new Content.Edit(first.id(), "hello!"));
        read(say(cleo, new Content.Edit(first.id(), "not mine")));
        read(say(anna, new Content.Edit(first.id(), "not even if I outrank you")));
        assertThat(all(ClientEvent.Changed.class)).isEmpty();

        read(two);
        read(one);

        assertThat(now(first.id()).text()).isEqualTo("hello!");
        assertThat(now(first.id()).marks().edited()).isTrue();
        assertThat(all(ClientEvent.Changed.class)).singleElement().satisfies(changed -> {
            assertThat(changed.message()).isEqualTo(now(first.id()));
            assertThat(changed.by().user()).isEqualTo(ben.user());
        });
        assertThat(messages.last(10)).containsExactly(now(first.id()));
    }

    @Test
    void edit_backToTheFirstText_isNoEdit() {
        Said first = read(say(ben, new Content.Text("one")));
        read(say(ben, new Content.Edit(first.id(), "two")));
        read(say(ben, new Content.Edit(first.id(), "one")));
        assertThat(now(first.id()).marks().edited()).isFalse();
        assertThat(all(ClientEvent.Changed.class)).hasSize(2);
    }

    @Test
    @DisplayName(
            "a deletion counts if it is the author's, or somebody's who outranks them; nothing changes a tombstone")
    void delete_byWhoMay_leavesATombstone() {
        Said bens = read(say(ben, new Content.Text("secret of ben")));
        Said annas = read(say(anna, new Content.Text("of anna")));
        Said other = read(say(ben, new Content.Text("second of ben")));
        read(say(cleo, new Content.Delete(bens.id())));
        read(say(ben, new Content.Delete(annas.id())));
        assertThat(all(ClientEvent.Changed.class)).isEmpty();

        read(say(ben, new Content.Delete(bens.id())));
        read(say(anna, new Content.Delete(other.id())));
        read(say(ben, new Content.Edit(bens.id(), "secret again")));
        read(say(cleo, new Content.Reaction(bens.id(), THUMB, true)));
        read(say(ben, new Content.Delete(bens.id())));

        assertThat(all(ClientEvent.Changed.class)).hasSize(2);
        for (Said gone : List.of(bens, other)) {
            assertThat(now(gone.id()).text()).isEmpty();
            assertThat(now(gone.id()).marks().deleted()).isTrue();
            assertThat(now(gone.id()).marks().reactions()).isEmpty();
        }
        assertThat(store.rows(Table.AMENDMENT))
                .as("what comes too late is not kept")
                .isEmpty();
        assertThat(now(annas.id()).marks().deleted()).isFalse();
        assertThat(messages.last(10)).hasSize(3);
    }

    @Test
    @DisplayName("of a deleted message no text stays in the store: not the first, nor an edit's")
    void delete_textsAreGoneFromTheStore() {
        Said first = read(say(ben, new Content.Text("first secret")));
        read(say(ben, new Content.Edit(first.id(), "second secret")));
        assertThat(texts()).contains("first secret").contains("second secret");

        read(say(ben, new Content.Delete(first.id())));

        assertThat(texts()).doesNotContain("secret").contains(first.id().toString());
        assertThat(store.rows(Table.AMENDMENT)).isEmpty();
    }

    @Test
    @DisplayName("of one user, message and reaction the last stands")
    void reaction_lastOfEachUser_stands() {
        Said first = read(say(ben, new Content.Text("hello")));
        read(say(cleo, new Content.Reaction(first.id(), THUMB, true)));
        Said on = say(ben, new Content.Reaction(first.id(), THUMB, true));
        Said off = say(ben, new Content.Reaction(first.id(), THUMB, false));
        read(say(ben, new Content.Reaction(first.id(), "+1", true)));
        read(off);
        read(on);

        assertThat(now(first.id()).marks().reactions())
                .hasSize(2)
                .containsEntry(THUMB, List.of(cleo.user()))
                .containsEntry("+1", List.of(ben.user()));
        assertThat(all(ClientEvent.Changed.class)).hasSize(2);
    }

    @Test
    @DisplayName(
            "what comes before its message waits for it, over a restart too: the message is told once, as it is by then")
    void early_waitsForItsMessage() {
        Said first = say(ben, new Content.Text("helo"));
        read(say(ben, new Content.Edit(first.id(), "hello")));
        read(say(cleo, new Content.Edit(first.id(), "not mine")));
        read(say(cleo, new Content.Reaction(first.id(), THUMB, true)));
        read(say(cleo, new Content.Receipt(Content.Receipt.State.READ, first.id())));
        assertThat(told).isEmpty();
        store.commit();

        messages = reader(store.reopen());
        read(first);

        assertThat(all(ClientEvent.Message.class)).containsExactly(now(first.id()));
        assertThat(now(first.id()).text()).isEqualTo("hello");
        assertThat(now(first.id()).marks().reactions()).containsEntry(THUMB, List.of(cleo.user()));
        assertThat(all(ClientEvent.Received.class)).hasSize(1);
        assertThat(told).hasSize(2);
    }

    @Test
    @DisplayName("I9: what waits is bounded by its author: a hostile one pushes out only what is their own")
    void early_tooMuch_pushesOutOnlyItsAuthors() {
        Said bens = say(ben, new Content.Text("helo"));
        Said cleos = say(cleo, new Content.Text("hullo"));
        read(say(ben, new Content.Edit(bens.id(), "hello")));
        read(say(cleo, new Content.Edit(cleos.id(), "hello")));
        for (int i = 0; i < Amendments.MAX_WAITING; i++) {
            Said nowhere = say(cleo, new Content.Text("never read"));
            read(say(cleo, new Content.Reaction(nowhere.id(), THUMB, true)));
        }
        assertThat(store.rows(Table.WAITING)).hasSize(Amendments.MAX_WAITING + 1);
        assertThat(store.rows(Table.AMENDMENT)).hasSize(Amendments.MAX_WAITING + 1);

        read(bens);
        read(cleos);

        assertThat(now(bens.id()).text()).isEqualTo("hello");
        assertThat(now(cleos.id()).text()).isEqualTo("hullo");
        assertThat(store.rows(Table.WAITING)).hasSize(Amendments.MAX_WAITING);
    }

    @Test
    @DisplayName("I9: what is kept of a message is bounded; the newest stays")
    void amendments_tooMany_newestStay() {
        Said first = read(say(ben, new Content.Text("0")));
        for (int i = 1; i <= 2 * Amendments.MAX_PER_USER; i++) {
            read(say(ben, new Content.Edit(first.id(), "edit " + i)));
            read(say(cleo, new Content.Reaction(first.id(), "r" + i, true)));
        }

        assertThat(store.rows(Table.AMENDMENT)).hasSize(2 * Amendments.MAX_PER_USER);
        assertThat(now(first.id()).text()).isEqualTo("edit " + 2 * Amendments.MAX_PER_USER);
        assertThat(now(first.id()).marks().reactions())
                .hasSize(Amendments.MAX_PER_USER)
                .containsKey("r" + 2 * Amendments.MAX_PER_USER);
    }

    @Test
    @DisplayName("a receipt is told when somebody else has come further, and only then; who has read has got it")
    void receipt_furtherOnly_isTold() {
        Said one = read(say(anna, new Content.Text("one")));
        Said two = read(say(anna, new Content.Text("two")));
        told.clear();
        read(say(ben, new Content.Receipt(Content.Receipt.State.DELIVERED, one.id())));
        read(say(ben, new Content.Receipt(Content.Receipt.State.READ, two.id())));
        read(say(ben, new Content.Receipt(Content.Receipt.State.READ, one.id())));
        read(say(ben, new Content.Receipt(Content.Receipt.State.DELIVERED, two.id())));
        read(say(anna, new Content.Receipt(Content.Receipt.State.READ, two.id())));

        assertThat(told).hasSize(2);
        assertThat(all(ClientEvent.Received.class))
                .extracting(r -> r.state() + " " + r.upTo())
                .containsExactly("DELIVERED " + one.id(), "READ " + two.id());
        assertThat(messages.last(10)).hasSize(2);
    }

    @Test
    @DisplayName(
            "what a person wrote who was out of the room is not told and has no effect, until it turns out otherwise")
    void hidden_hasNoEffect_untilShown() {
        Said first = read(say(ben, new Content.Text("helo")));
        Said edit = read(say(ben, new Content.Edit(first.id(), "hello")).out());
        Said text = read(say(ben, new Content.Text("unseen")).out());
        assertThat(messages.last(10)).extracting(m -> m.text()).containsExactly("helo");
        assertThat(messages.find(text.id())).isEmpty();
        assertThat(told).hasSize(1);

        assertThat(messages.hide(text.id(), false, told)).isTrue();
        assertThat(messages.hide(edit.id(), false, told)).isFalse();
        assertThat(messages.last(10)).extracting(m -> m.text()).containsExactly("hello", "unseen");
        assertThat(all(ClientEvent.Changed.class)).hasSize(1);

        messages.hide(first.id(), true, told);
        messages.hide(edit.id(), true, told);
        assertThat(messages.last(1)).extracting(m -> m.text()).containsExactly("unseen");
        assertThat(messages.last(10)).hasSize(1);
        messages.hide(first.id(), false, told);
        assertThat(now(first.id()).text()).isEqualTo("helo");
    }

    @Test
    @DisplayName("how far messages have come is said of one that is shown: the nearest before one that is hidden")
    void received_isOfAMessageThatIsShown() {
        Said one = read(say(anna, new Content.Text("one")));
        Said two = read(say(anna, new Content.Text("two")));
        read(say(ben, new Content.Receipt(Content.Receipt.State.READ, two.id())));
        List<Person> people = List.of(new Person(ben.user(), "ben", false), new Person(anna.user(), "anna", true));

        assertThat(messages.received(people)).singleElement().satisfies(each -> {
            assertThat(each.upTo()).isEqualTo(two.id());
            assertThat(each.by().name()).isEqualTo("ben");
            assertThat(each.state()).isEqualTo(Content.Receipt.State.READ);
        });
        messages.hide(two.id(), true, told);
        assertThat(messages.received(people))
                .extracting(ClientEvent.Received::upTo)
                .containsExactly(one.id());
    }

    private String texts() {
        StringBuilder all = new StringBuilder();
        for (Table table : Table.values()) {
            for (Row row : store.rows(table)) {
                all.append(row.key()).append(' ').append(row.value()).append('\n');
            }
        }
        return all.toString();
    }
}
