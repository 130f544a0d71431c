package chat.parley.client.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.PreviewPictures;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.OpenRoomRules;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Growth: a newer client says what this one does not know")
class NewerKindsTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client carl = world.client("carl", here);
    private final TestRoom room = new TestRoom("lobby");
    private final TestPerson anna = new TestPerson("anna");
    private EventId epoch;
    private Chain chain;

    @BeforeEach
    void annasKeyIsForCarl() {
        room.join(anna);
        world.hold(room.arrived());
        carl.join(ROOM);
        List<Event> held = new ArrayList<>();
        for (LogId log : List.of(carl.core.me().user().identity(), room.id())) {
            held.addAll(world.ledger.store().before(log, Position.END, Integer.MAX_VALUE));
        }
        room.take(held);
        Secret secret = world.crypto.newSecret();
        Event event = room.epoch(anna.device(), secret);
        world.hold(List.of(event));
        epoch = event.id();
        Secret start = new EpochSealer(world.crypto)
                .chain(room.id(), epoch, anna.device().id(), secret);
        chain = new Chain(start, 0);
    }

    private void say(String plaintext) {
        say(plaintext, List.of());
    }

    private void say(String plaintext, List<BlobId> blobs) {
        EventCodec.Place place = room.place(anna.device());
        MessageSealer.Origin origin =
                new MessageSealer.Origin(room.id(), anna.user(), anna.device().id(), place.seq());
        String body = new MessageSealer(world.crypto)
                .seal(origin, epoch, chain, plaintext.getBytes(UTF_8))
                .write();
        chain = chain.step(world.crypto);
        Event event = world.codec.sign(
                new EventCodec.Draft(
                        OpenRoomRules.NAME,
                        EventClass.CONTENT,
                        "message",
                        anna.device().author(),
                        body,
                        world.now(),
                        blobs),
                place,
                anna.device().signing());
        room.offer(event);
        world.hold(List.of(event));
    }

    @Test
    void unknownKinds_areShownAsSuch_andTheTalkGoesOn() {
        say("{\"kind\":\"text\",\"text\":\"before\",\"mood\":{\"new\":[1]}}");
        say("{\"kind\":\"poll\",\"question\":\"tea?\"}");
        say("{\"kind\":\"edit\",\"text\":\"of what?\"}");
        say("not even JSON");
        say("{\"text\":\"after\",\"kind\":\"text\"}");

        assertThat(carl.texts()).containsExactly("before", "after");
        assertThat(carl.all(ClientEvent.Unreadable.class))
                .extracting(ClientEvent.Unreadable::why)
                .containsExactly("it is of a kind that needs a newer version", "it is malformed", "it is malformed");
        assertThat(carl.all(ClientEvent.Problem.class)).isEmpty();
        carl.core.say(ROOM, "still here");
        world.run();
        assertThat(carl.core.history(ROOM, 10)).hasSize(3);
    }

    @Test
    @DisplayName("What could not be read is told again after a restart, and a version that knows its kind reads it")
    void unknownKinds_surviveARestart_andAreReadByANewerVersion() {
        say("{\"kind\":\"poll\",\"question\":\"tea?\"}");
        say("not even JSON");
        say("{\"kind\":\"text\",\"text\":\"after\"}");
        assertThat(carl.all(ClientEvent.Unreadable.class)).hasSize(2);

        carl.crash();
        world.pass(15_000);
        assertThat(carl.all(ClientEvent.Unreadable.class))
                .extracting(ClientEvent.Unreadable::why)
                .containsExactly("it is of a kind that needs a newer version", "it is malformed");

        // As if the kind had been unknown to the version before.
        for (Row row : carl.store.rows(Table.SETTING)) {
            if (row.key().startsWith(Unread.BEGIN)) {
                carl.store.put(
                        Table.SETTING, row.key(), row.value().replace("\"poll\",\"question\"", "\"text\",\"text\""));
            }
        }
        carl.store.commit();
        carl.crash();
        world.pass(15_000);
        assertThat(carl.texts()).containsExactly("tea?");
        assertThat(carl.core.history(ROOM, 10))
                .extracting(ClientEvent.Message::text)
                .containsExactly("tea?", "after");
        assertThat(carl.all(ClientEvent.Unreadable.class)).hasSize(1);
        carl.crash();
        world.pass(15_000);
        assertThat(carl.texts()).isEmpty();
    }

    @Test
    @DisplayName("PROTOCOL.md, Files: one that the event's header does not name is shown as unreadable")
    void fileThatTheHeaderDoesNotName_isUnreadable() {
        BlobRef blob = new BlobRef(
                new BlobId(new byte[32]), world.crypto.newSecret(), world.crypto.hash(Label.BLOB_COMMITMENT), 1);
        say(new String(
                new ContentCodec().write(new Content.File(blob, "a.txt", "text/plain", Optional.empty(), "")), UTF_8));
        assertThat(carl.all(ClientEvent.Message.class)).isEmpty();
        assertThat(carl.all(ClientEvent.Unreadable.class))
                .extracting(ClientEvent.Unreadable::why)
                .containsExactly("it is about a file that it does not name to the servers");
    }

    @Test
    @DisplayName("I9, I11: what a hostile member says ends nobody's client, neither at once nor at the next start")
    void poisonousMessages_harmOnlyThemselves() {
        BlobId blob = new BlobId(new byte[32]);
        String picture =
                Base64.getUrlEncoder().withoutPadding().encodeToString(PreviewPictures.png(120, 80, 12 * 1024));
        String file = "{\"kind\":\"file\",\"blob\":\"" + blob + "\",\"key\":\"" + blob + "\",\"commitment\":\"" + blob
                + "\",\"size\":1,\"name\":\"a\",\"type\":\"a/b\",\"preview\":\"" + picture
                + "\",\"caption\":\"" + "\\n".repeat(Content.MAX_CAPTION_BYTES) + "\"}";
        say("{\"kind\":\"text\",\"text\":" + "[".repeat(1001) + "]".repeat(1001) + "}");
        say(file, List.of(blob));
        EventId message = room.arrived().get(room.arrived().size() - 1).id();
        String lines = "\\n".repeat(16_000);
        say("{\"kind\":\"edit\",\"of\":\"" + message + "\",\"text\":\"" + lines + "\"}");
        say("{\"kind\":\"edit\",\"of\":\"" + blob + "\",\"text\":\"" + lines + "\"}");
        say("{\"kind\":\"reaction\",\"to\":\"" + message + "\",\"reaction\":\"\\ud800\",\"on\":true}");
        say("{\"kind\":\"text\",\"text\":\"\\ud800\\udfff\\u0000\"}");
        say("{\"kind\":\"text\",\"text\":\"after\"}");

        assertThat(carl.all(ClientEvent.Unreadable.class))
                .extracting(ClientEvent.Unreadable::why)
                .containsExactly("it is malformed");
        carl.crashQuietly();
        world.pass(15_000);
        say("{\"kind\":\"text\",\"text\":\"later\"}");
        assertThat(carl.texts()).contains("after", "later");
        assertThat(carl.core.history(ROOM, 10)).hasSize(4);
        assertThat(carl.all(ClientEvent.Problem.class)).isEmpty();
        carl.core.say(ROOM, "still here");
        world.run();
        assertThat(carl.all(ClientEvent.Stored.class)).isNotEmpty();
    }
}
