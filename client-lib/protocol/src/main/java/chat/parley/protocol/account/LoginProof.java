package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.ServerId;
import java.nio.charset.StandardCharsets;

/**
 * The proof that somebody has an account's password or recovery code, for one server and one connection.
 *
 * <p><b>Guarantees.</b> It is over the server's key and its fresh nonce, so it can be neither replayed nor passed on to
 * another server. <b>Restrictions.</b> It opens nothing: the vault does.
 */
public record LoginProof(ServerId server, String serverNonce, String clientNonce, AccountName name) {
    public String sign(Crypto crypto, SigningKey login) {
        return crypto.sign(login, Label.ACCOUNT_PROOF, fields()).toString();
    }

    /** Whether {@code login}'s holder signed this; false for whatever is malformed. */
    public boolean signed(Crypto crypto, DeviceId login, String signature) {
        try {
            return crypto.verify(login, Signature.of(signature), Label.ACCOUNT_PROOF, fields());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[][] fields() {
        return new byte[][] {server.bytes(), utf8(serverNonce), utf8(clientNonce), utf8(name.value())};
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
