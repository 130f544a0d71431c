package chat.parley.client.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ParleyClients;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Crypto crypto = ParleyClients.crypto();
    private final DomainFiles files = new DomainFiles(crypto, Clock.fixed(NOW, ZoneOffset.UTC));

    @TempDir
    Path folder;

    @Test
    @DisplayName("PROTOCOL.md, Accounts: all nodes of a domain get one accounts secret, and its codes are good at each")
    void nodes_ofOneDomain_shareTheAccountsSecret() throws IOException, BadAccountException {
        Path key = folder.resolve("domain.key");
        files.create(key);
        files.issue(key, folder.resolve("a"), "ws://a/parley", 30);
        files.issue(key, folder.resolve("b"), "ws://b/parley", 30);
        byte[] a = secret("a");
        assertThat(secret("b")).isEqualTo(a).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a/accounts.key"))))
                .isEqualTo("rw-------");
        String code = files.invite(key, 7);
        RegistrationCodes codes = new RegistrationCodes(crypto, new Secret(a));
        assertThat(codes.check(code, NOW.plus(Duration.ofDays(6)).toEpochMilli()))
                .isNotNull();
        assertThatThrownBy(() -> codes.check(code, NOW.plus(Duration.ofDays(8)).toEpochMilli()))
                .isInstanceOf(BadAccountException.class);
    }

    @Test
    @DisplayName("A65: the domain's key is not derivable from what a node has: another domain has another secret")
    void nodes_ofAnotherDomain_haveAnotherSecret() throws IOException {
        for (String name : new String[] {"1", "2"}) {
            files.create(folder.resolve(name + ".key"));
            files.issue(folder.resolve(name + ".key"), folder.resolve(name), "ws://a/parley", 30);
        }
        assertThat(secret("1")).isNotEqualTo(secret("2"));
    }

    @Test
    void key_thatIsThere_isNeverOverwritten() {
        Path key = folder.resolve("domain.key");
        files.create(key);
        assertThatThrownBy(() -> files.create(key)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> files.invite(folder.resolve("nothing"), 7)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    @DisplayName("PROTOCOL.md, Certificates: a server that is renewed is the same one, at the same url, for longer")
    void certificate_renewed_isForTheSameServer() throws Exception {
        Path key = folder.resolve("domain.key");
        Path node = folder.resolve("a");
        files.create(key);
        files.issue(key, node, "ws://a/parley", 30);
        Certificate before = certificate(node);
        DomainFiles later = new DomainFiles(crypto, Clock.fixed(NOW.plus(Duration.ofDays(40)), ZoneOffset.UTC));
        assertThat(later.renew(key, node, 30)).isEqualTo("ws://a/parley");
        Certificate after = certificate(node);
        assertThat(after.server()).isEqualTo(before.server());
        assertThat(after.url()).isEqualTo(before.url());
        assertThat(after.valid(
                        crypto, before.domain(), NOW.plus(Duration.ofDays(69)).toEpochMilli()))
                .isTrue();
    }

    @Test
    @DisplayName(
            "Where there is no key with its certificate, or another domain's, renewing makes none: it would be another server")
    void certificate_renewedWithoutItsKey_refused() throws Exception {
        Path key = folder.resolve("domain.key");
        Path other = folder.resolve("other.key");
        Path node = folder.resolve("a");
        files.create(key);
        files.create(other);
        assertThatThrownBy(() -> files.renew(key, node, 30))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("copy them back from the server");
        assertThat(node).doesNotExist();
        files.issue(key, node, "ws://a/parley", 30);
        byte[] before = Files.readAllBytes(node.resolve("server.cert"));
        assertThatThrownBy(() -> files.renew(other, node, 30)).hasMessageContaining("of another domain");
        Files.copy(folder.resolve("other.key"), node.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> files.renew(key, node, 30)).hasMessageContaining("another server's key");
        Files.delete(node.resolve("server.key"));
        assertThatThrownBy(() -> files.renew(key, node, 30)).isInstanceOf(UncheckedIOException.class);
        assertThat(node.resolve("server.key")).doesNotExist();
        assertThat(node.resolve("server.cert")).hasBinaryContent(before);
    }

    private static Certificate certificate(Path node) throws Exception {
        return Certificate.read(new String(Files.readAllBytes(node.resolve("server.cert")), "UTF-8"));
    }

    private byte[] secret(String node) throws IOException {
        String text = new String(Files.readAllBytes(folder.resolve(node).resolve("accounts.key")), "US-ASCII");
        return Base64.getUrlDecoder().decode(text);
    }
}
