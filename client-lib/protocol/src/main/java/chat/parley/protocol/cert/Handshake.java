package chat.parley.protocol.cert;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the ends of a connection sign to prove their keys (PROTOCOL.md, sections "Sessions" and "Links").
 *
 * <p><b>Guarantees.</b> Each side signs both sides' fresh nonces and keys, so a signature serves neither another
 * connection nor another server. <b>Restrictions.</b> It proves who is there at the beginning; only TLS protects what
 * follows from being changed on the way, and events protect themselves.
 */
public final class Handshake {
    /** Length of a nonce, in bytes. */
    public static final int NONCE_BYTES = 32;

    private final Crypto crypto;

    public Handshake(Crypto crypto) {
        this.crypto = crypto;
    }

    /** A fresh nonce, as text. */
    public String nonce() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(crypto.random(NONCE_BYTES));
    }

    /** A session between a device and a server. */
    public record Session(ServerId server, String serverNonce, String deviceNonce, UserId user, DeviceId device) {
        private byte[][] fields() {
            return new byte[][] {server.bytes(), ascii(serverNonce), ascii(deviceNonce), user.bytes(), device.bytes()};
        }
    }

    /** A link between two servers. */
    public record Link(ServerId dialled, String dialledNonce, ServerId dialler, String diallerNonce) {
        private byte[][] fields(String role) {
            return new byte[][] {ascii(role), dialled.bytes(), ascii(dialledNonce), dialler.bytes(), ascii(diallerNonce)
            };
        }
    }

    public String signAsDevice(Session session, SigningKey device) {
        return crypto.sign(device, Label.SESSION_DEVICE, session.fields()).toString();
    }

    public boolean deviceSigned(Session session, String signature) {
        return signed(session.device(), signature, Label.SESSION_DEVICE, session.fields());
    }

    public String signAsServer(Session session, SigningKey server) {
        return crypto.sign(server, Label.SESSION_SERVER, session.fields()).toString();
    }

    public boolean serverSigned(Session session, String signature) {
        return signed(session.server(), signature, Label.SESSION_SERVER, session.fields());
    }

    public String signAsDialler(Link link, SigningKey dialler) {
        return crypto.sign(dialler, Label.LINK, link.fields("dialler")).toString();
    }

    public boolean diallerSigned(Link link, String signature) {
        return signed(link.dialler(), signature, Label.LINK, link.fields("dialler"));
    }

    public String signAsDialled(Link link, SigningKey dialled) {
        return crypto.sign(dialled, Label.LINK, link.fields("dialled")).toString();
    }

    public boolean dialledSigned(Link link, String signature) {
        return signed(link.dialled(), signature, Label.LINK, link.fields("dialled"));
    }

    private boolean signed(Id key, String signature, Label label, byte[][] fields) {
        try {
            return crypto.verify(key, Signature.of(signature), label, fields);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
