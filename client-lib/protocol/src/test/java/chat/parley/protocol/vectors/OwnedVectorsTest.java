package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.rules.RoomState;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Test vectors of owned rooms")
class OwnedVectorsTest {
    private final EventCodec codec = new EventCodec(CRYPTO);

    @Test
    @DisplayName(
            "I6: a log of an owned room in any order of arrival has the order, the state and the hidden events written")
    void logs_areAcceptedFoldedAndHiddenAsWritten() throws Exception {
        for (JsonObject each : Vectors.list("owned-logs")) {
            List<Event> events = new ArrayList<>();
            for (JsonObject event : each.getJsonArray("events").getValuesAs(JsonObject.class)) {
                events.add(event(event));
            }
            for (int i = 0; i < 20; i++) {
                TestOwnedRoom room =
                        TestOwnedRoom.empty(LogId.of(each.getString("log"))).take(events);
                assertThat(room.ids()).hasToString(Vectors.texts(each, "order").toString());
                assertThat(OwnedVectorWriter.state(room.state()).build()).isEqualTo(each.getJsonObject("state"));
                assertThat(OwnedVectorWriter.hidden(room))
                        .hasToString(Vectors.texts(each, "hidden").toString())
                        .isNotEmpty();
                for (JsonObject wrong : each.getJsonArray("refused").getValuesAs(JsonObject.class)) {
                    assertThat(room.offer(event(wrong)))
                            .isInstanceOfSatisfying(
                                    Outcome.Refused.class,
                                    r -> assertThat(r.code()).hasToString(wrong.getString("code")));
                }
                Collections.shuffle(events, new Random(i));
            }
        }
    }

    @Test
    void epochs_haveTheArchivesWritten() throws Exception {
        JsonObject all = Vectors.object("owned-epochs");
        LogId log = LogId.of(all.getString("log"));
        EpochSealer sealer = new EpochSealer(CRYPTO);
        Card card = Card.read(all.getString("card"));
        JsonObject fresh = all.getJsonObject("fresh");
        for (String name : List.of("fresh", "extended")) {
            JsonObject each = all.getJsonObject(name);
            EpochSealer.Point point = new EpochSealer.Point(log, ids(each), RoomState.EMPTY);
            EpochBody body = codec.epochs().readBody(each.getString("body"));
            Secret secret = new Secret(Vectors.bytes(each.getString("secret")));
            assertThat(body.head().state())
                    .isEqualTo(Hash.of(each.getJsonObject("state").getString("hash")));
            assertThat(sealer.committed(point, body.head(), secret)).isTrue();
            Archive archive = sealer.archive(point, body.head(), secret).orElseThrow();
            assertThat(archive.card()).contains(card);
            if (name.equals("fresh")) {
                assertThat(archive.past()).isEmpty();
            } else {
                Archive.Past past = archive.past().get(0);
                assertThat(past.epoch()).hasToString(fresh.getString("epoch"));
                assertThat(Vectors.hex(past.secret().orElseThrow().expose())).isEqualTo(fresh.getString("secret"));
            }
        }
    }

    private static List<EventId> ids(JsonObject from) {
        List<EventId> ids = new ArrayList<>();
        Vectors.texts(from, "control").forEach(id -> ids.add(EventId.of(id)));
        return ids;
    }

    private Event event(JsonObject from) throws Exception {
        Event event = codec.read(
                from.getString("header"), from.getString("signature"), new Payload.Whole(from.getString("body")));
        assertThat(event.id()).hasToString(from.getString("id"));
        return event;
    }
}
