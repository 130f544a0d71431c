package chat.parley.android.store;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import android.util.AtomicFile;
import chat.parley.client.ClientException;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The key that a store is sealed with: 32 random bytes in a file, encrypted under a key that the Android Keystore made
 * and does not give away.
 *
 * <p><b>Guarantees.</b> The files of the app, copied elsewhere, open nothing. <b>Restrictions.</b> Whoever runs code as
 * this app on this phone can have it opened.
 */
public final class StoreKey {
    private static final String PROVIDER = "AndroidKeyStore";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int WRAPPED_BYTES = IV_BYTES + Secret.BYTES + TAG_BITS / 8;

    private final AtomicFile file;
    private final String alias;

    /**
     * @param file whose name the Keystore's key has too
     */
    public StoreKey(File file) {
        this.file = new AtomicFile(file);
        this.alias = "parley-" + file.getName();
    }

    /** Whether there is one already. */
    public boolean exists() {
        return file.getBaseFile().exists();
    }

    /** Makes the key and keeps it. */
    public Secret create(Crypto crypto) {
        byte[] key = crypto.random(Secret.BYTES);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, newGuard());
            byte[] wrapped = Arrays.copyOf(cipher.getIV(), WRAPPED_BYTES);
            cipher.doFinal(key, 0, key.length, wrapped, IV_BYTES);
            write(wrapped);
            return new Secret(key);
        } catch (GeneralSecurityException | IOException e) {
            throw new ClientException(
                    ClientException.Code.STORE, "this phone's keystore does not work: start the phone again");
        }
    }

    /**
     * Opens the key that was kept.
     *
     * @throws ClientException STORE if the phone no longer has what opens it
     */
    public Secret open() {
        try {
            byte[] wrapped = file.readFully();
            KeyStore keys = KeyStore.getInstance(PROVIDER);
            keys.load(null);
            Key guard = keys.getKey(alias, null);
            if (guard == null || wrapped.length != WRAPPED_BYTES) {
                throw lost();
            }
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, guard, new GCMParameterSpec(TAG_BITS, wrapped, 0, IV_BYTES));
            return new Secret(cipher.doFinal(wrapped, IV_BYTES, wrapped.length - IV_BYTES));
        } catch (AEADBadTagException e) {
            throw lost();
        } catch (GeneralSecurityException | IOException e) {
            throw new ClientException(
                    ClientException.Code.STORE, "this phone's keystore does not answer: start the phone again");
        }
    }

    private Key newGuard() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER);
        generator.init(
                new KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_ENCRYPT | KeyProperties.PURPOSE_DECRYPT)
                        .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                        .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                        .setKeySize(256)
                        .build());
        return generator.generateKey();
    }

    private void write(byte[] wrapped) throws IOException {
        FileOutputStream out = file.startWrite();
        try {
            out.write(wrapped);
            file.finishWrite(out);
        } catch (IOException e) {
            file.failWrite(out);
            throw e;
        }
    }

    private static ClientException lost() {
        return new ClientException(
                ClientException.Code.STORE,
                "the key of this app's store is lost: install the app anew, and log in again");
    }
}
