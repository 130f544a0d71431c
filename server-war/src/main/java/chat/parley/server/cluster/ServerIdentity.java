package chat.parley.server.cluster;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;

/** Who this server is: its key, and the domain's word for it, which is renewed from time to time. Thread-safe. */
public final class ServerIdentity {
    private final SigningKey key;
    private volatile Certificate certificate;

    /**
     * @param key its Ed25519 key
     * @param certificate the domain's word for it
     */
    public ServerIdentity(SigningKey key, Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    public SigningKey key() {
        return key;
    }

    public Certificate certificate() {
        return certificate;
    }

    public ServerId id() {
        return certificate.server();
    }

    public DomainId domain() {
        return certificate.domain();
    }

    /** Whether another server's certificate is of the same domain and valid at {@code now}, in milliseconds. */
    public boolean trusts(Crypto crypto, Certificate other, long now) {
        return other.valid(crypto, domain(), now);
    }

    /** Takes a new certificate of the same server, domain and url. */
    void renew(Certificate next) {
        certificate = next;
    }
}
