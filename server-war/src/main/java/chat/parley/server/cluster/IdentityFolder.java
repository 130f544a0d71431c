package chat.parley.server.cluster;

import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The files that say who a server is: {@code server.key} and {@code server.cert}, which an operator's domain key has
 * issued. Where there is no certificate the server makes a domain of its own, whose key is {@code domain.key} beside
 * them, and issues itself a new certificate at every start. {@code accounts.key} is the domain's accounts secret.
 */
public final class IdentityFolder {
    public static final String SERVER_KEY = "server.key";
    public static final String SERVER_CERTIFICATE = "server.cert";
    public static final String DOMAIN_KEY = "domain.key";
    public static final String ACCOUNTS_SECRET = "accounts.key";

    private final Path folder;
    private final Crypto crypto;
    private final Clock clock;

    public IdentityFolder(Path folder, Crypto crypto, Clock clock) {
        this.folder = folder;
        this.crypto = crypto;
        this.clock = clock;
    }

    /** Why a server cannot be who its files say. The message is for the operator. */
    public static final class WrongIdentityException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        WrongIdentityException(String problem, String remedy) {
            super(problem);
            this.remedy = remedy;
        }

        public String remedy() {
            return remedy;
        }
    }

    /**
     * Reads or makes the identity of the server at {@code url}.
     *
     * @throws IOException if a file cannot be read or written
     * @throws WrongIdentityException if key, certificate and url do not fit together, or the certificate has expired
     */
    public ServerIdentity load(URI url) throws IOException, WrongIdentityException {
        SigningKey key = key(SERVER_KEY);
        ServerId server = new ServerId(key.publicKey());
        if (!issuedByOperator()) {
            long notAfter = clock.instant().plus(Duration.ofDays(3650)).toEpochMilli();
            return new ServerIdentity(
                    key, Certificate.issue(crypto, key(DOMAIN_KEY), server, url.toString(), notAfter));
        }
        Certificate certificate = certificate();
        check(certificate, server, url.toString());
        return new ServerIdentity(key, certificate);
    }

    /**
     * The certificate with which an operator has replaced the one in use, if there is one.
     *
     * @throws IOException if the file cannot be read
     * @throws WrongIdentityException if it is not for the same server, domain and url, or has expired
     */
    Optional<Certificate> successor(Certificate used) throws IOException, WrongIdentityException {
        if (!issuedByOperator()) {
            return Optional.empty();
        }
        Certificate next = certificate();
        if (next.equals(used)) {
            return Optional.empty();
        }
        check(next, used.server(), used.url());
        if (!next.domain().equals(used.domain())) {
            throw wrong(
                    "the certificate is of domain " + next.domain() + " and not of " + used.domain(),
                    "issue one of this domain with: parley domain issue");
        }
        return Optional.of(next);
    }

    /**
     * The secret that the domain's servers share for accounts: as an operator's domain has issued it, or of the server's
     * own domain key. Empty where a certificate was issued without it.
     *
     * @throws IOException if a file cannot be read
     */
    public Optional<Secret> accountsSecret() throws IOException, WrongIdentityException {
        Path file = folder.resolve(ACCOUNTS_SECRET);
        if (!Files.exists(file)) {
            return issuedByOperator()
                    ? Optional.empty()
                    : Optional.of(RegistrationCodes.secret(
                            crypto, Arrays.copyOf(key(DOMAIN_KEY).expose(), Secret.BYTES)));
        }
        try {
            return Optional.of(new Secret(
                    Base64.getUrlDecoder().decode(Files.readString(file).strip())));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "the secret in " + ACCOUNTS_SECRET + " cannot be read",
                    "remove it and issue it again with: parley domain issue");
        }
    }

    private void check(Certificate certificate, ServerId server, String url) throws WrongIdentityException {
        String again = "issue a new one with: parley domain issue";
        if (!certificate.server().equals(server)) {
            throw wrong("the certificate is for another server's key", again);
        }
        if (!certificate.valid(crypto, certificate.domain(), clock.millis())) {
            throw wrong(
                    "the certificate has expired or is not signed by its domain", "renew it with: parley domain renew");
        }
        if (!certificate.url().equals(url)) {
            throw wrong(
                    "the certificate is for " + certificate.url() + " and not for " + url,
                    again + ", or correct parley.url");
        }
    }

    private boolean issuedByOperator() {
        return Files.exists(folder.resolve(SERVER_CERTIFICATE));
    }

    private Certificate certificate() throws IOException, WrongIdentityException {
        try {
            return Certificate.read(
                    Files.readString(folder.resolve(SERVER_CERTIFICATE)).strip());
        } catch (MalformedJsonException e) {
            throw wrong("the certificate cannot be read", "issue a new one with: parley domain issue");
        }
    }

    private SigningKey key(String name) throws IOException, WrongIdentityException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String text = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(crypto.newSigningKey().expose());
            Files.write(file, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.SYNC);
        }
        try {
            return new SigningKey(
                    Base64.getUrlDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw wrong("the key in " + name + " cannot be read", "restore it from a backup, or remove it");
        }
    }

    private static WrongIdentityException wrong(String problem, String remedy) {
        return new WrongIdentityException(problem, remedy);
    }
}
