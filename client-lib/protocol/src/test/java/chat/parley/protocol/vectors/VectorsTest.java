package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.blob.BlobOpener;
import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.epoch.EpochPart;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.HeaderCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.protocol.rules.RoomState;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Test vectors")
class VectorsTest {
    private final EventCodec codec = new EventCodec(CRYPTO);

    @Test
    void hashes_ofEveryLabel_areAsWritten() {
        List<String> labels = new ArrayList<>();
        for (JsonObject each : Vectors.list("hashes")) {
            Label label = label(each);
            labels.add(label.toString());
            byte[][] fields =
                    Vectors.texts(each, "fields").stream().map(Vectors::bytes).toArray(byte[][]::new);
            assertThat(Vectors.hex(label.frame(fields))).isEqualTo(each.getString("framed"));
            assertThat(CRYPTO.hash(label, fields)).isEqualTo(Hash.of(each.getString("hashText")));
            assertThat(Vectors.hex(CRYPTO.hash(label, fields).bytes())).isEqualTo(each.getString("hash"));
            Secret derived = CRYPTO.derive(secret(each.getString("key")), label, fields);
            assertThat(Vectors.hex(derived.expose())).isEqualTo(each.getString("derived"));
        }
        assertThat(labels)
                .containsAll(Arrays.stream(Label.values()).map(Label::toString).toList());
    }

    @Test
    void signatures_fromSeeds_areAsWritten() {
        for (JsonObject each : Vectors.list("signatures")) {
            byte[] seed = Vectors.bytes(each.getString("seed"));
            byte[][] fields =
                    Vectors.texts(each, "fields").stream().map(Vectors::bytes).toArray(byte[][]::new);
            assertThat(TestKeys.signing(seed).device()).hasToString(each.getString("publicKey"));
            Signature signature = CRYPTO.sign(TestKeys.signing(seed), label(each), fields);
            assertThat(signature).isEqualTo(Signature.of(each.getString("signature")));
        }
    }

    @Test
    void rooms_byName_haveTheIdsWritten() {
        for (JsonObject each : Vectors.list("rooms")) {
            RoomName name = new RoomName(each.getString("typed"));
            assertThat(name.value()).isEqualTo(each.getString("name"));
            assertThat(OpenRoom.id(CRYPTO, each.getString("namespace"), name)).hasToString(each.getString("id"));
        }
    }

    @Test
    void headers_areReadOrRefusedAsWritten() throws InvalidEventException {
        HeaderCodec headers = new HeaderCodec();
        for (JsonObject each : Vectors.list("headers")) {
            String text = each.getString("header");
            if (each.containsKey("refused")) {
                assertThatThrownBy(() -> headers.read(text))
                        .as(text)
                        .isInstanceOfSatisfying(
                                InvalidEventException.class,
                                e -> assertThat(e.code()).hasToString(each.getString("refused")));
            } else {
                assertThat(headers.write(headers.read(text))).isEqualTo(text);
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                assertThat(CRYPTO.hash(Label.EVENT_ID, bytes)).hasToString(each.getString("id"));
            }
        }
    }

    @Test
    void trees_haveTheRootsAndPartsWritten() throws Exception {
        EpochCodec epochs = new EpochCodec(CRYPTO);
        for (JsonObject each : Vectors.list("trees")) {
            EpochBody body = epochs.readBody(each.getString("body"));
            assertThat(epochs.root(body)).hasToString(each.getString("root"));
            List<String> parts = Vectors.texts(each, "parts");
            for (int i = 0; i < parts.size(); i++) {
                EpochPart part = epochs.readPart(parts.get(i));
                assertThat(part)
                        .isEqualTo(epochs.partFor(body, body.boxes().get(i).device()));
                assertThat(epochs.root(part)).hasToString(each.getString("root"));
            }
        }
    }

    @Test
    void epochs_openAndLeadToTheKeysWritten() throws Exception {
        EpochSealer sealer = new EpochSealer(CRYPTO);
        JsonObject all = Vectors.object("epochs");
        LogId log = LogId.of(all.getString("log"));
        DeviceId author = DeviceId.of(all.getString("author"));
        for (String name : List.of("fresh", "extended")) {
            JsonObject each = all.getJsonObject(name);
            EpochSealer.Point point =
                    new EpochSealer.Point(log, ids(each, "control"), state(each.getJsonObject("state")));
            assertThat(point.state().hash(CRYPTO))
                    .hasToString(each.getJsonObject("state").getString("hash"));
            DeviceId recipient = DeviceId.of(each.getString("recipient"));
            EpochBody body = new EpochCodec(CRYPTO).readBody(each.getString("body"));
            EpochBox box = body.boxes().stream()
                    .filter(b -> b.device().equals(recipient))
                    .findFirst()
                    .orElseThrow();
            SealingPair pair =
                    new SealingPair(SealingKey.of(each.getString("sealing")), secret(each.getString("sealingSecret")));
            Secret secret = sealer.open(point, author, body.head(), box, pair).orElseThrow();
            assertThat(Vectors.hex(secret.expose())).isEqualTo(each.getString("secret"));
            Chain chain = new Chain(sealer.chain(log, EventId.of(each.getString("epoch")), recipient, secret), 0);
            assertThat(Vectors.hex(chain.next().expose())).isEqualTo(each.getString("chain"));
            for (String key : Vectors.texts(each, "messageKeys")) {
                assertThat(Vectors.hex(chain.messageKey(CRYPTO).expose())).isEqualTo(key);
                chain = chain.step(CRYPTO);
            }
            if (name.equals("extended")) {
                JsonObject before = all.getJsonObject("fresh");
                Secret join = sealer.join(secret(before.getString("secret")));
                assertThat(Vectors.hex(join.expose())).isEqualTo(all.getString("join"));
                Secret derived = sealer.extend(point, EventId.of(before.getString("epoch")), join);
                assertThat(Vectors.hex(derived.expose())).isEqualTo(each.getString("secret"));
            }
        }
    }

    @Test
    void messages_openToTheTextsWritten() throws Exception {
        for (JsonObject each : Vectors.list("messages")) {
            MessageSealer.Origin origin = new MessageSealer.Origin(
                    LogId.of(each.getString("log")),
                    UserId.of(each.getString("user")),
                    DeviceId.of(each.getString("device")),
                    each.getInt("seq"));
            MessageBody body = MessageBody.read(each.getString("body"));
            Chain chain = new Chain(secret(each.getString("chain")), each.getInt("index"));
            byte[] text = new MessageSealer(CRYPTO).open(origin, chain, body).orElseThrow();
            assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(each.getString("text"));
            assertThat(body.ciphertext()).hasSize(each.getInt("padded") + 16);
            assertThat(Vectors.hex(body.nonce())).isEqualTo(each.getString("nonce"));
        }
    }

    @Test
    void notices_openToWhatIsWritten() {
        NoticeSealer sealer = new NoticeSealer(CRYPTO);
        for (JsonObject each : Vectors.list("notices")) {
            Notice notice = new Notice(
                    each.getString("log"),
                    each.getString("user"),
                    each.getString("device"),
                    each.getString("epoch"),
                    each.getString("nonce"),
                    each.getString("text"),
                    each.getString("signature"));
            assertThat(sealer.signed(notice)).isTrue();
            assertThat(sealer.open(notice, secret(each.getString("join"))))
                    .contains(new NoticeSealer.Word(
                            each.getJsonNumber("number").longValueExact(), each.getBoolean("typing")));
            assertThat(TestKeys.signing(Vectors.bytes(each.getString("seed"))).device())
                    .hasToString(notice.device());
        }
    }

    @Test
    void blobs_openToTheTextsWritten() {
        for (JsonObject each : Vectors.list("blobs")) {
            byte[] file = Vectors.bytes(each.getString("sealed"));
            StreamCrypto.Hashing hash = TestKeys.STREAMS.hashing(Label.BLOB_ID);
            hash.add(file, file.length);
            assertThat(hash.finish()).hasToString(each.getString("blob"));
            BlobRef ref = new BlobRef(
                    BlobId.of(each.getString("blob")),
                    secret(each.getString("key")),
                    Hash.of(each.getString("commitment")),
                    each.getString("text").length());
            BlobOpener opener = BlobOpener.begin(CRYPTO, TestKeys.STREAMS, ref, Arrays.copyOf(file, BlobRef.HEAD_BYTES))
                    .orElseThrow();
            byte[] text = opener.chunk(Arrays.copyOfRange(file, BlobRef.HEAD_BYTES, file.length))
                    .orElseThrow();
            assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(each.getString("text"));
            assertThat(opener.complete()).isTrue();
        }
    }

    @Test
    @DisplayName("I6: a log in any order of arrival has the order, the heads and the state written")
    void logs_areAcceptedOrderedAndFoldedAsWritten() throws Exception {
        for (JsonObject each : Vectors.list("logs")) {
            List<Event> events = new ArrayList<>();
            for (JsonObject event : each.getJsonArray("events").getValuesAs(JsonObject.class)) {
                events.add(event(event));
            }
            for (int i = 0; i < 20; i++) {
                TestRoom room = new TestRoom("logs").take(events);
                assertThat(room.id()).hasToString(each.getString("log"));
                assertThat(room.arrived()).hasSameSizeAs(events);
                assertThat(room.ids()).isEqualTo(ids(each, "order"));
                assertThat(room.store().heads(room.id())).isEqualTo(ids(each, "heads"));
                assertThat(room.replica().room(room.id()).frontier()).isEqualTo(ids(each, "frontier"));
                assertThat(VectorWriter.state(room.state()).build()).isEqualTo(each.getJsonObject("state"));
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

    private Event event(JsonObject from) throws InvalidEventException {
        Event event = codec.read(
                from.getString("header"), from.getString("signature"), new Payload.Whole(from.getString("body")));
        assertThat(event.id()).hasToString(from.getString("id"));
        return event;
    }

    private static RoomState state(JsonObject from) {
        TreeMap<UserId, RoomState.Member> members = new TreeMap<>();
        for (JsonObject member : from.getJsonArray("members").getValuesAs(JsonObject.class)) {
            TreeMap<DeviceId, SealingKey> devices = new TreeMap<>();
            JsonObject keys = member.getJsonObject("devices");
            keys.keySet().forEach(device -> devices.put(DeviceId.of(device), SealingKey.of(keys.getString(device))));
            members.put(
                    UserId.of(member.getString("user")),
                    new RoomState.Member(member.getString("name"), ids(member, "identity"), devices));
        }
        TreeSet<DeviceId> gone = new TreeSet<>();
        Vectors.texts(from, "gone").forEach(device -> gone.add(DeviceId.of(device)));
        return new RoomState(members, gone);
    }

    private static Label label(JsonObject from) {
        return Arrays.stream(Label.values())
                .filter(label -> label.toString().equals(from.getString("label")))
                .findFirst()
                .orElseThrow();
    }

    private static List<EventId> ids(JsonObject from, String name) {
        List<EventId> ids = new ArrayList<>();
        Vectors.texts(from, name).forEach(id -> ids.add(EventId.of(id)));
        return ids;
    }

    private static Secret secret(String hex) {
        return new Secret(Vectors.bytes(hex));
    }
}
