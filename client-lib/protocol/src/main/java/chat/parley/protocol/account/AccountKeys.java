package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * What a password, or a recovery code, is good for in one account: to prove oneself, and to open the vault.
 *
 * <p><b>Guarantees.</b> The servers get the login key's public half only; neither half tells the other one's use, nor the
 * password. The same password in another domain, or under another name, gives other keys. <b>Restrictions.</b> Who has the
 * record can try passwords against it, at the price of its {@link Cost} each.
 */
public final class AccountKeys {
    /** Shortest password, in characters. */
    public static final int MIN_PASSWORD = 8;

    /** Longest password, in characters. */
    public static final int MAX_PASSWORD = 1024;

    private final SigningKey login;
    private final Secret wrap;

    private AccountKeys(SigningKey login, Secret wrap) {
        this.login = login;
        this.wrap = wrap;
    }

    /**
     * Of a password; slow. The password is not kept, and not wiped.
     *
     * @throws IllegalArgumentException if it is too short or too long
     */
    public static AccountKeys ofPassword(
            Crypto crypto, DomainId domain, AccountName name, char[] password, byte[] salt, Cost cost) {
        if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
            throw new IllegalArgumentException(
                    "a password has " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
        }
        // The same word typed on two keyboards is the same password (RFC 8265, section 4.2).
        byte[] text = Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFC)
                .getBytes(StandardCharsets.UTF_8);
        Secret master = crypto.stretch(text, salt, cost);
        Arrays.fill(text, (byte) 0);
        return of(crypto, domain, name, master);
    }

    /** Of a recovery code: that is long enough not to need stretching. */
    public static AccountKeys ofRecovery(Crypto crypto, DomainId domain, AccountName name, RecoveryCode code) {
        byte[] bytes = code.expose();
        return of(
                crypto,
                domain,
                name,
                new Secret(crypto.hash(Label.ACCOUNT_RECOVERY, bytes).bytes()));
    }

    /** Proves to a server that one has the password or the code. */
    public SigningKey login() {
        return login;
    }

    /** Opens the vault. */
    Secret wrap() {
        return wrap;
    }

    /** Forgets the keys. */
    public void wipe() {
        wrap.wipe();
        Arrays.fill(login.expose(), (byte) 0);
    }

    private static AccountKeys of(Crypto crypto, DomainId domain, AccountName name, Secret master) {
        byte[][] whose = {domain.bytes(), name.value().getBytes(StandardCharsets.UTF_8)};
        Secret seed = crypto.derive(master, Label.ACCOUNT_LOGIN, whose);
        Secret wrap = crypto.derive(master, Label.ACCOUNT_WRAP, whose);
        SigningKey login = crypto.signingKey(seed);
        seed.wipe();
        master.wipe();
        return new AccountKeys(login, wrap);
    }
}
