package chat.parley.protocol.cert;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A domain's word that a key is its server's (PROTOCOL.md, section "Certificates").
 *
 * @param url the server's base url: {@code ws(s)://host:port/path}
 * @param notAfter end of validity, milliseconds since 1970
 * @param signature the domain key's over all the rest
 */
public record Certificate(DomainId domain, ServerId server, String url, long notAfter, Signature signature) {
    /** Usual validity of a certificate, in days. */
    public static final int DAYS = 30;

    /** Longest url, in characters. */
    public static final int MAX_URL = 512;

    /** Issues a certificate with the domain's key. */
    public static Certificate issue(Crypto crypto, SigningKey domain, ServerId server, String url, long notAfter) {
        DomainId id = new DomainId(domain.publicKey());
        Signature signature = crypto.sign(domain, Label.CERTIFICATE, fields(id, server, url, notAfter));
        return new Certificate(id, server, url, notAfter, signature);
    }

    /**
     * Reads a certificate; says nothing of its signature.
     *
     * @throws MalformedJsonException if the text is no certificate
     */
    public static Certificate read(String text) throws MalformedJsonException {
        try (JsonFields in = new JsonFields.Source().read(text)) {
            in.open();
            Certificate certificate = new Certificate(
                    JsonFields.map(in.text("domain"), DomainId::of),
                    JsonFields.map(in.text("server"), ServerId::of),
                    in.text("url"),
                    in.number("notAfter"),
                    JsonFields.map(in.text("signature"), Signature::of));
            in.shut().end();
            if (certificate.url.length() > MAX_URL) {
                throw new MalformedJsonException("the url is too long");
            }
            return certificate;
        }
    }

    public String write() {
        return new JsonText()
                .open()
                .field("domain", domain)
                .field("server", server)
                .field("url", url)
                .field("notAfter", notAfter)
                .field("signature", signature)
                .close()
                .toString();
    }

    /** Whether {@code wanted} signed this and it is valid at {@code now}, in milliseconds since 1970. */
    public boolean valid(Crypto crypto, DomainId wanted, long now) {
        return domain.equals(wanted)
                && now <= notAfter
                && crypto.verify(domain, signature, Label.CERTIFICATE, fields(domain, server, url, notAfter));
    }

    private static byte[][] fields(DomainId domain, ServerId server, String url, long notAfter) {
        return new byte[][] {
            domain.bytes(),
            server.bytes(),
            url.getBytes(StandardCharsets.UTF_8),
            ByteBuffer.allocate(8).putLong(notAfter).array()
        };
    }
}
