package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;

import chat.parley.protocol.account.DeviceCode;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.RoomLink;
import chat.parley.protocol.trust.SafetyNumber;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The vectors of what servers, devices and people prove to each other, and of ranges' prints. */
final class ProofVectors {
    private static final String URL = "wss://a.example.org/parley";
    private static final long NOT_AFTER = 1_800_000_000_000L;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(8 * EventId.BYTES);

    private ProofVectors() {}

    static JsonObjectBuilder proofs() {
        SigningKey server = TestKeys.signing("server");
        Certificate certificate = Certificate.issue(CRYPTO, TestKeys.signing("domain"), id(server), URL, NOT_AFTER);
        return Json.createObjectBuilder()
                .add("domainSeed", Vectors.hex(TestKeys.seed("domain")))
                .add("serverSeed", Vectors.hex(TestKeys.seed("server")))
                .add("certificate", certificate.write())
                .add("session", session(server))
                .add("link", link(server))
                .add("receipt", receipt(server))
                .add("safetyNumbers", safetyNumbers())
                .add("deviceCode", deviceCode())
                .add("roomLink", roomLink());
    }

    private static JsonObjectBuilder session(SigningKey server) {
        SigningKey device = TestKeys.signing("device");
        Handshake handshake = new Handshake(CRYPTO);
        Handshake.Session session = new Handshake.Session(
                id(server),
                nonce("server-nonce"),
                nonce("device-nonce"),
                new UserId(TestKeys.seed("user")),
                device.device());
        return Json.createObjectBuilder()
                .add("deviceSeed", Vectors.hex(TestKeys.seed("device")))
                .add("user", session.user().toString())
                .add("device", session.device().toString())
                .add("serverNonce", session.serverNonce())
                .add("deviceNonce", session.deviceNonce())
                .add("hello", handshake.signAsDevice(session, device))
                .add("welcome", handshake.signAsServer(session, server));
    }

    private static JsonObjectBuilder link(SigningKey dialled) {
        SigningKey dialler = TestKeys.signing("dialler");
        Handshake handshake = new Handshake(CRYPTO);
        Handshake.Link link =
                new Handshake.Link(id(dialled), nonce("dialled-nonce"), id(dialler), nonce("dialler-nonce"));
        return Json.createObjectBuilder()
                .add("diallerSeed", Vectors.hex(TestKeys.seed("dialler")))
                .add("dialledNonce", link.dialledNonce())
                .add("diallerNonce", link.diallerNonce())
                .add("asDialler", handshake.signAsDialler(link, dialler))
                .add("asDialled", handshake.signAsDialled(link, dialled));
    }

    private static JsonObjectBuilder receipt(SigningKey server) {
        List<EventId> ids = events(3);
        return Json.createObjectBuilder()
                .add("ids", texts(ids))
                .add("signature", new Receipts(CRYPTO).sign(ids, server));
    }

    private static JsonArrayBuilder safetyNumbers() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        for (String[] each : new String[][] {{"anna", "ben"}, {"ben", "anna"}, {"anna", "anna"}}) {
            UserId own = new UserId(TestKeys.seed(each[0]));
            UserId other = new UserId(TestKeys.seed(each[1]));
            SafetyNumber number = SafetyNumber.of(CRYPTO, own, other);
            out.add(Json.createObjectBuilder()
                    .add("own", own.toString())
                    .add("other", other.toString())
                    .add("digits", number.digits())
                    .add("code", number.code()));
        }
        return out;
    }

    private static JsonObjectBuilder deviceCode() {
        DeviceCode code = new DeviceCode(TestKeys.secret("code"), new UserId(TestKeys.seed("user")), URL);
        return Json.createObjectBuilder()
                .add("code", code.show())
                .add("seed", Vectors.hex(TestKeys.seed("code")))
                .add("user", code.user().toString())
                .add("url", code.url())
                .add("device", code.key(CRYPTO).device().toString())
                .add("sealing", code.sealing(CRYPTO).key().toString());
    }

    private static JsonObjectBuilder roomLink() {
        SigningKey key = TestKeys.signing("link");
        RoomLink link = new RoomLink(new LogId(TestKeys.seed("log")), new EventId(TestKeys.seed("invitation")), key);
        return Json.createObjectBuilder()
                .add("text", link.text())
                .add("log", link.log().toString())
                .add("invitation", link.invitation().toString())
                .add("seed", Vectors.hex(TestKeys.seed("link")))
                .add("link", key.device().toString());
    }

    /** By the protocol's text, not by the code that is held to it. */
    static JsonArrayBuilder ranges() {
        JsonArrayBuilder out = Json.createArrayBuilder();
        byte[] highest = new byte[EventId.BYTES];
        Arrays.fill(highest, (byte) 0xff);
        List<EventId> wrapping = new ArrayList<>(events(2));
        wrapping.add(new EventId(highest));
        for (List<EventId> ids : List.of(List.<EventId>of(), events(1), events(2), events(40), wrapping)) {
            BigInteger sum = BigInteger.ZERO;
            for (EventId id : ids) {
                sum = sum.add(new BigInteger(1, id.bytes())).mod(MODULUS);
            }
            byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(ids.size()).array();
            byte[] hash = CRYPTO.hash(Label.RANGE, count, fixed(sum)).bytes();
            out.add(Json.createObjectBuilder()
                    .add("ids", texts(ids))
                    .add("print", Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16))));
        }
        return out;
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[EventId.BYTES];
        int length = Math.min(bytes.length, out.length);
        System.arraycopy(bytes, bytes.length - length, out, out.length - length, length);
        return out;
    }

    private static List<EventId> events(int count) {
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new EventId(TestKeys.seed("event-" + i)));
        }
        return ids;
    }

    private static JsonArrayBuilder texts(List<EventId> ids) {
        JsonArrayBuilder out = Json.createArrayBuilder();
        ids.forEach(id -> out.add(id.toString()));
        return out;
    }

    private static ServerId id(SigningKey key) {
        return new ServerId(key.publicKey());
    }

    private static String nonce(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(TestKeys.seed(name));
    }
}
