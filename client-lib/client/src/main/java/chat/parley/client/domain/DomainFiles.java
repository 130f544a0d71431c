package chat.parley.client.domain;

import chat.parley.client.ParleyClients;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/**
 * A domain's key and its servers' keys and certificates, as files. Keys are base64url texts that only their owner can
 * read; nothing that exists is overwritten but a certificate, by a newer one.
 */
public final class DomainFiles {
    private static final String SERVER_KEY = "server.key";
    private static final String SERVER_CERTIFICATE = "server.cert";
    private static final String ACCOUNTS_SECRET = "accounts.key";

    private final Crypto crypto;
    private final Clock clock;

    public DomainFiles(Crypto crypto, Clock clock) {
        this.crypto = crypto;
        this.clock = clock;
    }

    /** With this machine's cryptography and clock. */
    public static DomainFiles onThisMachine() {
        return new DomainFiles(ParleyClients.crypto(), Clock.systemUTC());
    }

    /**
     * Makes a domain key.
     *
     * @throws UncheckedIOException if it cannot be written, or is there already
     */
    public void create(Path key) {
        try {
            write(key, crypto.newSigningKey().expose());
        } catch (IOException e) {
            throw new UncheckedIOException("the key cannot be written to " + key + ": is there one already?", e);
        }
    }

    /**
     * A registration code, for one person.
     *
     * @param key the domain key's file
     * @param days how long it is good
     * @throws UncheckedIOException if the key cannot be read
     */
    public String invite(Path key, int days) {
        try {
            long until = clock.instant().plus(Duration.ofDays(days)).toEpochMilli();
            return new RegistrationCodes(crypto, accountsSecret(read(key))).issue(until);
        } catch (IOException e) {
            throw new UncheckedIOException("the domain key cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Signs a server's certificate and puts it into the server's data folder, with the secret that the domain's servers
     * share for accounts; makes the folder and the server's own key if they are not there.
     *
     * @param key the domain key's file
     * @param nodeData the server's data folder
     * @param url its base url
     * @param days how long the certificate is good
     * @throws UncheckedIOException if a file cannot be read or written
     */
    public void issue(Path key, Path nodeData, String url, int days) {
        try {
            Files.createDirectories(nodeData);
            Path serverKey = nodeData.resolve(SERVER_KEY);
            if (!Files.exists(serverKey)) {
                write(serverKey, crypto.newSigningKey().expose());
            }
            SigningKey domain = read(key);
            Path accounts = nodeData.resolve(ACCOUNTS_SECRET);
            if (!Files.exists(accounts)) {
                write(accounts, accountsSecret(domain).expose());
            }
            certify(domain, new ServerId(read(serverKey).publicKey()), nodeData, url, days);
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate cannot be issued: " + e.getMessage(), e);
        }
    }

    /**
     * Signs a new certificate for the server of the one that is in a folder, for the same url. Makes no key: a server with
     * another key is another server.
     *
     * @param key the domain key's file
     * @param nodeData the folder with which the server was issued, or a copy of its certificate and key
     * @param days how long the certificate is good
     * @return the server's url
     * @throws UncheckedIOException if key and certificate are not in the folder or do not fit together, or the certificate
     *     is of another domain; then nothing is written
     */
    public String renew(Path key, Path nodeData, int days) {
        try {
            Path serverKey = nodeData.resolve(SERVER_KEY);
            Path old = nodeData.resolve(SERVER_CERTIFICATE);
            if (!Files.exists(serverKey) || !Files.exists(old)) {
                throw new IOException("there is no " + SERVER_KEY + " with its " + SERVER_CERTIFICATE + " in "
                        + nodeData + ": copy them back from the server");
            }
            SigningKey domain = read(key);
            ServerId server = new ServerId(read(serverKey).publicKey());
            Certificate certificate = certificate(old);
            if (!certificate.server().equals(server)) {
                throw new IOException("the certificate in " + nodeData + " is for another server's key");
            }
            if (!certificate.valid(crypto, new DomainId(domain.publicKey()), certificate.notAfter())) {
                throw new IOException("the certificate in " + nodeData + " is of another domain");
            }
            certify(domain, server, nodeData, certificate.url(), days);
            return certificate.url();
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate cannot be renewed: " + e.getMessage(), e);
        }
    }

    private void certify(SigningKey domain, ServerId server, Path nodeData, String url, int days) throws IOException {
        long notAfter = clock.instant().plus(Duration.ofDays(days)).toEpochMilli();
        String certificate =
                Certificate.issue(crypto, domain, server, url, notAfter).write();
        Path next = nodeData.resolve(SERVER_CERTIFICATE + ".new");
        Files.write(next, certificate.getBytes(StandardCharsets.UTF_8));
        Files.move(
                next,
                nodeData.resolve(SERVER_CERTIFICATE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Certificate certificate(Path file) throws IOException {
        try {
            return Certificate.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).trim());
        } catch (MalformedJsonException e) {
            throw new IOException(file + " holds no certificate", e);
        }
    }

    private Secret accountsSecret(SigningKey domain) {
        return RegistrationCodes.secret(crypto, Arrays.copyOf(domain.expose(), Secret.BYTES));
    }

    private static SigningKey read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).trim();
        try {
            return new SigningKey(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key");
        }
    }

    private static void write(Path file, byte[] key) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.SYNC);
    }
}
