package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;

import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.blob.BlobSealer;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.HeaderCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.protocol.rules.RoomState;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the vectors; run by hand when a revision adds something, from this module's folder. All keys come from seeds;
 * only sealed boxes differ from run to run.
 */
public final class VectorWriter {
    private VectorWriter() {}

    public static void main(String[] arguments) throws IOException {
        write("hashes", hashes());
        write("signatures", signatures());
        write("rooms", rooms());
        write("headers", headers());
        write("trees", trees());
        write("epochs", epochs());
        write("messages", messages());
        write("notices", notices());
        write("logs", logs());
        write("accounts", AccountVectors.accounts());
        write("blobs", blobs());
        write("proofs", ProofVectors.proofs());
        write("ranges", ProofVectors.ranges());
    }

    private static JsonArrayBuilder hashes() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        byte[][][] fields = {{}, {{}}, {{}, {}}, {{1, 2, 3}}, {{1}, {2, 3}}, {new byte[200], {(byte) 0xff}}};
        for (Label label : Label.values()) {
            for (byte[][] each : label == Label.EVENT_ID ? fields : new byte[][][] {{{1, 2, 3}}}) {
                JsonArrayBuilder hex = Json.createArrayBuilder();
                for (byte[] field : each) {
                    hex.add(Vectors.hex(field));
                }
                out.add(Json.createObjectBuilder()
                        .add("label", label.toString())
                        .add("fields", hex)
                        .add("framed", Vectors.hex(label.frame(each)))
                        .add("hash", Vectors.hex(CRYPTO.hash(label, each).bytes()))
                        .add("hashText", CRYPTO.hash(label, each).toString())
                        .add("key", Vectors.hex(TestKeys.seed("key")))
                        .add("derived", secret(CRYPTO.derive(TestKeys.secret("key"), label, each))));
            }
        }
        return out;
    }

    private static JsonArrayBuilder signatures() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        for (String name : List.of("one", "two", "three")) {
            byte[] text = ("signed by " + name).getBytes(StandardCharsets.UTF_8);
            out.add(signature(TestKeys.seed(name), Label.EVENT_SIGNATURE, text));
        }
        TestPerson anna = new TestPerson("anna");
        TestDevice device = anna.device();
        byte[] sealing = device.sealing().key().bytes();
        byte[] seed = TestKeys.seed("anna/device-1");
        return out.add(signature(
                seed, Label.DEVICE_PROOF, anna.user().bytes(), device.id().bytes(), sealing));
    }

    private static JsonObjectBuilder signature(byte[] seed, Label label, byte[]... fields) {
        JsonArrayBuilder hex = Json.createArrayBuilder();
        for (byte[] field : fields) {
            hex.add(Vectors.hex(field));
        }
        return Json.createObjectBuilder()
                .add("seed", Vectors.hex(seed))
                .add("publicKey", TestKeys.signing(seed).device().toString())
                .add("label", label.toString())
                .add("fields", hex)
                .add(
                        "signature",
                        CRYPTO.sign(TestKeys.signing(seed), label, fields).toString());
    }

    private static JsonArrayBuilder rooms() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        String[][] names = {
            {"", "lobby"},
            {"parley", "lobby"},
            {"parley", "#Lobby"},
            {"parley", "caf\u00e9"},
            {"parley", "cafe\u0301"},
            {"parley", "a.b-c_d"},
            {"test", "\u65e5\u672c"}
        };
        for (String[] each : names) {
            RoomName name = new RoomName(each[1]);
            out.add(Json.createObjectBuilder()
                    .add("namespace", each[0])
                    .add("typed", each[1])
                    .add("name", name.value())
                    .add("id", OpenRoom.id(CRYPTO, each[0], name).toString()));
        }
        return out;
    }

    private static JsonArrayBuilder headers() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        TestPerson anna = new TestPerson("anna");
        TestRoom room = new TestRoom("headers");
        room.join(anna);
        Event event = room.say(anna.device(), "one");
        for (Event each : List.of(
                anna.events().get(0), anna.events().get(1), room.ordered().get(0), event)) {
            out.add(Json.createObjectBuilder()
                    .add("header", each.headerText())
                    .add("id", each.id().toString()));
        }
        String right = event.headerText();
        for (String wrong : List.of(
                right + " ",
                right.replace("{\"rules\"", "{ \"rules\""),
                right.replace("\"blobs\":[],", ""),
                right.replace("\"blobs\":[],", "\"blobs\":[],\"blobs\":[],"),
                right.replace("\"kind\":\"message\"", "\"kind\":\"\\u006dessage\""),
                right.replace("\"seq\":2", "\"seq\":2.0"),
                right.replace("\"seq\":2", "\"seq\":02"),
                right.replace("\"seq\":2", "\"seq\":0"),
                right.replace("\"time\":1700000000000", "\"time\":9007199254740992"),
                right.replace("\"time\":1700000000000", "\"time\":-1"),
                right.replaceFirst("\"control\":\\[[^\\]]*\\]", "\"control\":[]"),
                right.replaceFirst("\"length\":\\d+", "\"length\":0"),
                right.replaceFirst("\"lamport\":\\d+", "\"lamport\":0"),
                right.replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":\"\""))) {
            out.add(Json.createObjectBuilder().add("header", wrong).add("refused", code(wrong)));
        }
        return out;
    }

    private static String code(String header) {
        try {
            new HeaderCodec().read(header);
            throw new IllegalStateException("not refused: " + header);
        } catch (InvalidEventException e) {
            return e.code().name();
        }
    }

    private static JsonArrayBuilder trees() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        EpochCodec codec = new EpochCodec(CRYPTO);
        TestRoom room = new TestRoom("trees");
        List<TestPerson> people = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            people.add(new TestPerson("member " + i));
            room.join(people.get(i - 1));
            EpochBody body = room.fresh(people.get(0).device(), TestKeys.secret("tree " + i));
            JsonArrayBuilder parts = Json.createArrayBuilder();
            for (EpochBox box : body.boxes()) {
                parts.add(codec.write(codec.partFor(body, box.device())));
            }
            out.add(Json.createObjectBuilder()
                    .add("body", codec.write(body))
                    .add("root", codec.root(body).toString())
                    .add("parts", parts));
        }
        return out;
    }

    private static JsonObjectBuilder epochs() {
        EpochSealer sealer = new EpochSealer(CRYPTO);
        TestPerson anna = new TestPerson("anna");
        TestPerson ben = new TestPerson("ben");
        TestRoom room = new TestRoom("epochs");
        room.join(anna);
        Secret secret = TestKeys.secret("epoch");
        EpochSealer.Point first = room.point(anna.device());
        Event fresh = room.epoch(anna.device(), secret);
        room.join(ben);
        Event extended = room.extend(anna.device(), fresh, secret);
        List<EventId> control = extended.header().control();
        EpochSealer.Point second = new EpochSealer.Point(
                room.id(), control, room.replica().room(room.id()).stateAt(control));
        Secret join = sealer.join(secret);
        return Json.createObjectBuilder()
                .add("log", room.id().toString())
                .add("author", anna.device().id().toString())
                .add("fresh", epoch(fresh, first, secret, anna.device()))
                .add("join", secret(join))
                .add("extended", epoch(extended, second, sealer.extend(second, fresh.id(), join), ben.device()));
    }

    private static JsonObjectBuilder epoch(Event event, EpochSealer.Point point, Secret secret, TestDevice recipient) {
        Secret chain = new EpochSealer(CRYPTO).chain(point.log(), event.id(), recipient.id(), secret);
        JsonArrayBuilder keys = Json.createArrayBuilder();
        Chain each = new Chain(chain, 0);
        for (int i = 0; i < 3; i++) {
            keys.add(secret(each.messageKey(CRYPTO)));
            each = each.step(CRYPTO);
        }
        return Json.createObjectBuilder()
                .add("epoch", event.id().toString())
                .add("control", ids(point.control()))
                .add("body", event.body().orElseThrow())
                .add("state", state(point.state()))
                .add("secret", secret(secret))
                .add("recipient", recipient.id().toString())
                .add("sealing", recipient.sealing().key().toString())
                .add("sealingSecret", secret(recipient.sealing().secret()))
                .add("chain", secret(chain))
                .add("messageKeys", keys);
    }

    private static JsonArrayBuilder blobs() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        for (int length : new int[] {0, 1, 1000}) {
            byte[] text = "0123456789".repeat(100).substring(0, length).getBytes(StandardCharsets.UTF_8);
            BlobSealer sealer = new BlobSealer(CRYPTO, TestKeys.STREAMS);
            String file = Vectors.hex(sealer.head()) + Vectors.hex(sealer.chunk(text, true));
            BlobRef ref = sealer.finish();
            out.add(Json.createObjectBuilder()
                    .add("text", new String(text, StandardCharsets.UTF_8))
                    .add("key", secret(ref.key()))
                    .add("commitment", ref.commitment().toString())
                    .add("sealed", file)
                    .add("blob", ref.id().toString()));
        }
        return out;
    }

    private static JsonArrayBuilder messages() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        TestPerson anna = new TestPerson("anna");
        TestRoom room = new TestRoom("messages");
        EventId epoch = new EventId(TestKeys.seed("epoch id"));
        Chain chain = new Chain(TestKeys.secret("chain"), 5);
        List<String> texts = new ArrayList<>(List.of("{\"kind\":\"text\",\"text\":\"Hall\u00f6chen \ud83d\ude00\"}"));
        for (int length : new int[] {0, 1, 62, 63, 64, 255, 256, 300, 511, 512, 1000, 5000}) {
            texts.add("x".repeat(length));
        }
        for (int i = 0; i < texts.size(); i++) {
            byte[] nonce = Arrays.copyOf(TestKeys.seed("nonce " + i), Crypto.NONCE_BYTES);
            MessageSealer.Origin origin = new MessageSealer.Origin(
                    room.id(), anna.user(), anna.device().id(), 3 + i);
            MessageBody body = new MessageSealer(withRandom(nonce))
                    .seal(origin, epoch, chain, texts.get(i).getBytes(StandardCharsets.UTF_8));
            out.add(Json.createObjectBuilder()
                    .add("log", room.id().toString())
                    .add("user", anna.user().toString())
                    .add("device", anna.device().id().toString())
                    .add("seq", 3 + i)
                    .add("epoch", epoch.toString())
                    .add("index", 5)
                    .add("chain", secret(chain.next()))
                    .add("nonce", Vectors.hex(nonce))
                    .add("text", texts.get(i))
                    .add("padded", body.ciphertext().length - Crypto.TAG_BYTES)
                    .add("body", body.write()));
        }
        return out;
    }

    private static JsonArrayBuilder notices() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        TestPerson anna = new TestPerson("anna");
        byte[] seed = TestKeys.seed("anna/device-1");
        EventId epoch = new EventId(TestKeys.seed("epoch id"));
        for (boolean typing : new boolean[] {true, false}) {
            byte[] nonce = Arrays.copyOf(TestKeys.seed("nonce " + typing), Crypto.NONCE_BYTES);
            NoticeSealer.Word word = new NoticeSealer.Word(1_700_000_000_000L, typing);
            NoticeSealer.Origin origin = new NoticeSealer.Origin(
                    new TestRoom("notices").id(), anna.user(), anna.device().id(), epoch);
            Notice notice = new NoticeSealer(withRandom(nonce))
                    .seal(origin, word, TestKeys.secret("join"), TestKeys.signing(seed));
            out.add(Json.createObjectBuilder()
                    .add("seed", Vectors.hex(seed))
                    .add("join", secret(TestKeys.secret("join")))
                    .add("number", word.number())
                    .add("typing", typing)
                    .add("log", notice.log())
                    .add("user", notice.user())
                    .add("device", notice.device())
                    .add("epoch", notice.epoch())
                    .add("nonce", notice.nonce())
                    .add("text", notice.text())
                    .add("signature", notice.signature()));
        }
        return out;
    }

    private static Crypto withRandom(byte[] bytes) {
        return (Crypto) Proxy.newProxyInstance(
                VectorWriter.class.getClassLoader(),
                new Class<?>[] {Crypto.class},
                (proxy, method, arguments) ->
                        method.getName().equals("random") ? bytes.clone() : method.invoke(CRYPTO, arguments));
    }

    private static JsonArrayBuilder logs() {
        TestPerson anna = new TestPerson("anna");
        TestPerson ben = new TestPerson("ben");
        TestRoom room = new TestRoom("logs");
        room.join(anna);
        TestRoom copy = room.copy();
        copy.join(ben);
        room.say(anna.device(), "concurrent with a join");
        room.take(copy);
        TestRoom before = room.copy();
        Event epoch = room.epoch(anna.device(), TestKeys.secret("log"));
        room.say(ben.device(), "hello");
        room.leave(ben.device());
        Event late = room.draft(ben.device(), EventClass.CONTENT, "message", "{\"text\":\"too late\"}");
        before.say(ben.device(), "before, and elsewhere: a fork");
        room.take(before);
        TestDevice second = anna.addDevice();
        room.devices(anna.device(), anna);
        room.say(second, "from the second device");
        anna.revoke(second);
        room.devices(anna.device(), anna);
        Event revoked = room.draft(second, EventClass.CONTENT, "message", "{\"text\":\"revoked\"}");
        EventCodec.Place place = room.place(anna.device());
        Event lamport = at(
                anna,
                new EventCodec.Place(
                        place.log(), place.seq(), place.prev(), place.parents(), place.control(), place.lamport() + 1));
        Event control = at(
                anna,
                new EventCodec.Place(
                        place.log(),
                        place.seq(),
                        place.prev(),
                        place.parents(),
                        List.of(room.id().genesis()),
                        place.lamport()));
        Event kind = room.draft(anna.device(), EventClass.CONTROL, "promote", "{}");
        TestDevice stranger = new TestPerson("cleo").device();
        Event never = room.draft(stranger, EventClass.CONTENT, "message", "{\"text\":\"never joined\"}");
        Event proof = room.draft(
                anna.device(),
                EventClass.CONTROL,
                ActCodec.FORK,
                new ActCodec()
                        .write(new Act.Fork(
                                anna.user(),
                                anna.device().id(),
                                sorted(room.ordered().get(0).id(), epoch.id()))));

        JsonArrayBuilder events = Json.createArrayBuilder();
        room.arrived().forEach(event -> events.add(event(event)));
        JsonArrayBuilder refused = Json.createArrayBuilder();
        for (Event each : List.of(late, revoked, lamport, control, kind, never, proof)) {
            Outcome outcome = room.replica().offer(each);
            refused.add(
                    event(each).add("code", ((Outcome.Refused) outcome).code().name()));
        }
        return Json.createArrayBuilder()
                .add(Json.createObjectBuilder()
                        .add("log", room.id().toString())
                        .add("events", events)
                        .add("refused", refused)
                        .add("order", ids(room.ids()))
                        .add("heads", ids(room.store().heads(room.id())))
                        .add("frontier", ids(room.replica().room(room.id()).frontier()))
                        .add("state", state(room.state())));
    }

    private static Event at(TestPerson person, EventCodec.Place place) {
        return TestRoom.sign(person.device(), EventClass.CONTENT, "message", "{\"text\":\"x\"}", place);
    }

    private static List<EventId> sorted(EventId... ids) {
        List<EventId> sorted = new ArrayList<>(List.of(ids));
        sorted.sort(null);
        return sorted;
    }

    static JsonObjectBuilder event(Event event) {
        return Json.createObjectBuilder()
                .add("id", event.id().toString())
                .add("header", event.headerText())
                .add("signature", event.signature().toString())
                .add("body", event.body().orElseThrow());
    }

    static JsonObjectBuilder state(RoomState state) {
        JsonArrayBuilder members = Json.createArrayBuilder();
        for (Map.Entry<?, RoomState.Member> each : state.members().entrySet()) {
            JsonObjectBuilder devices = Json.createObjectBuilder();
            each.getValue().devices().forEach((device, key) -> devices.add(device.toString(), key.toString()));
            members.add(Json.createObjectBuilder()
                    .add("user", each.getKey().toString())
                    .add("name", each.getValue().name())
                    .add("identity", ids(each.getValue().identity()))
                    .add("devices", devices));
        }
        Set<DeviceId> gone = state.gone();
        return Json.createObjectBuilder()
                .add("members", members)
                .add("gone", ids(gone))
                .add("hash", state.hash(CRYPTO).toString());
    }

    static JsonArrayBuilder ids(Collection<?> ids) {
        JsonArrayBuilder out = Json.createArrayBuilder();
        ids.forEach(id -> out.add(id.toString()));
        return out;
    }

    private static String secret(Secret secret) {
        return Vectors.hex(secret.expose());
    }

    static void write(String name, Object builder) throws IOException {
        Path path = Path.of("src/test/resources/vectors", name + ".json");
        Map<String, ?> pretty = Map.of(JsonGenerator.PRETTY_PRINTING, true);
        try (Writer file = Files.newBufferedWriter(path);
                JsonWriter out = Json.createWriterFactory(pretty).createWriter(file)) {
            out.write(
                    builder instanceof JsonArrayBuilder
                            ? ((JsonArrayBuilder) builder).build()
                            : ((JsonObjectBuilder) builder).build());
        }
    }
}
