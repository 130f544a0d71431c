package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.signing;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.DeviceCode;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.RoomLink;
import chat.parley.protocol.trust.SafetyNumber;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Test vectors: what servers, devices and people prove to each other")
class ProofVectorsTest {
    private final JsonObject vectors = Vectors.object("proofs");
    private final SigningKey server = signing(Vectors.bytes(vectors.getString("serverSeed")));
    private final ServerId serverId = new ServerId(server.publicKey());
    private final Handshake handshake = new Handshake(CRYPTO);

    @Test
    @DisplayName("Section 9: a certificate")
    void certificate_isAsWritten() throws Exception {
        SigningKey domain = signing(Vectors.bytes(vectors.getString("domainSeed")));
        String text = vectors.getString("certificate");
        Certificate read = Certificate.read(text);
        assertThat(read.valid(CRYPTO, new DomainId(domain.publicKey()), read.notAfter()))
                .isTrue();
        assertThat(read.server()).isEqualTo(serverId);
        assertThat(Certificate.issue(CRYPTO, domain, serverId, read.url(), read.notAfter())
                        .write())
                .isEqualTo(text);
    }

    @Test
    @DisplayName("Section 11: hello and welcome")
    void session_isSignedAsWritten() {
        JsonObject vector = vectors.getJsonObject("session");
        SigningKey device = signing(Vectors.bytes(vector.getString("deviceSeed")));
        Handshake.Session session = new Handshake.Session(
                serverId,
                vector.getString("serverNonce"),
                vector.getString("deviceNonce"),
                UserId.of(vector.getString("user")),
                DeviceId.of(vector.getString("device")));
        assertThat(device.device()).isEqualTo(session.device());
        assertThat(handshake.signAsDevice(session, device)).isEqualTo(vector.getString("hello"));
        assertThat(handshake.signAsServer(session, server)).isEqualTo(vector.getString("welcome"));
    }

    @Test
    @DisplayName("Section 12: both ends of a link")
    void link_isSignedAsWritten() {
        JsonObject vector = vectors.getJsonObject("link");
        SigningKey dialler = signing(Vectors.bytes(vector.getString("diallerSeed")));
        Handshake.Link link = new Handshake.Link(
                serverId,
                vector.getString("dialledNonce"),
                new ServerId(dialler.publicKey()),
                vector.getString("diallerNonce"));
        assertThat(handshake.signAsDialler(link, dialler)).isEqualTo(vector.getString("asDialler"));
        assertThat(handshake.signAsDialled(link, server)).isEqualTo(vector.getString("asDialled"));
    }

    @Test
    @DisplayName("Section 11: a receipt")
    void receipt_isSignedAsWritten() {
        JsonObject vector = vectors.getJsonObject("receipt");
        assertThat(new Receipts(CRYPTO).sign(Receipts.ids(Vectors.texts(vector, "ids")), server))
                .isEqualTo(vector.getString("signature"));
    }

    @Test
    @DisplayName("Section 17: safety numbers and their codes")
    void safetyNumbers_areAsWritten() {
        for (JsonObject vector : vectors.getJsonArray("safetyNumbers").getValuesAs(JsonObject.class)) {
            SafetyNumber number =
                    SafetyNumber.of(CRYPTO, UserId.of(vector.getString("own")), UserId.of(vector.getString("other")));
            assertThat(number.digits()).isEqualTo(vector.getString("digits"));
            assertThat(number.code()).isEqualTo(vector.getString("code"));
        }
    }

    @Test
    @DisplayName("Section 16: a code for a device and its keys")
    void deviceCode_isReadAsWritten() throws Exception {
        JsonObject vector = vectors.getJsonObject("deviceCode");
        DeviceCode code = DeviceCode.of(vector.getString("code"));
        assertThat(code.user()).hasToString(vector.getString("user"));
        assertThat(code.url()).isEqualTo(vector.getString("url"));
        assertThat(code.key(CRYPTO).device()).hasToString(vector.getString("device"));
        assertThat(code.sealing(CRYPTO).key()).hasToString(vector.getString("sealing"));
        assertThat(code.show()).isEqualTo(vector.getString("code"));
    }

    @Test
    @DisplayName("Section 18: a link to a room")
    void roomLink_isReadAsWritten() {
        JsonObject vector = vectors.getJsonObject("roomLink");
        RoomLink link = RoomLink.of(CRYPTO, vector.getString("text"));
        assertThat(link.log()).hasToString(vector.getString("log"));
        assertThat(link.invitation()).hasToString(vector.getString("invitation"));
        assertThat(link.key().device()).hasToString(vector.getString("link"));
        assertThat(link.key().expose()).startsWith(Vectors.bytes(vector.getString("seed")));
        assertThat(link.text()).isEqualTo(vector.getString("text"));
    }
}
