package chat.parley.client.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ParleyClients;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private byte[] secret(String node) throws IOException {
        String text = new String(Files.readAllBytes(folder.resolve(node).resolve("accounts.key")), "US-ASCII");
        return Base64.getUrlDecoder().decode(text);
    }
}
