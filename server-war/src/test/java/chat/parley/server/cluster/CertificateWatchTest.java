package chat.parley.server.cluster;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.FakeClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A certificate is renewed while the server runs, and its end is announced")
class CertificateWatchTest {
    private static final String URL = "ws://here:8080/parley";

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final SigningKey domain = CRYPTO.newSigningKey();
    private final List<String> warnings = new ArrayList<>();
    private final Logger logger = Logger.getLogger(CertificateWatch.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().getName().equals("WARNING")) {
                warnings.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private IdentityFolder files;
    private ServerIdentity identity;
    private CertificateWatch watch;

    @BeforeEach
    void start() throws Exception {
        logger.addHandler(handler);
        files = new IdentityFolder(folder, CRYPTO, clock);
        ServerId server = files.load(URI.create(URL)).id();
        issue(domain, server, URL, Duration.ofDays(30));
        identity = files.load(URI.create(URL));
        watch = new CertificateWatch(files, identity, clock);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    @Test
    void look_replacedFile_inUseWithinAMinute() throws Exception {
        clock.pass(Duration.ofDays(20));
        assertThat(watch.look()).isFalse();
        Certificate next = issue(domain, identity.id(), URL, Duration.ofDays(30));
        assertThat(watch.look()).isFalse();
        clock.pass(CertificateWatch.LOOK);
        assertThat(watch.look()).isTrue();
        assertThat(identity.certificate()).isEqualTo(next);
        clock.pass(CertificateWatch.LOOK);
        assertThat(watch.look()).isFalse();
        assertThat(warnings).isEmpty();
    }

    @Test
    @DisplayName("A40: neither another domain's nor another server's certificate is taken into use")
    void look_wrongFile_keepsTheOldAndSaysSoOnce() throws Exception {
        Certificate before = identity.certificate();
        List<Certificate> wrong = List.of(
                issue(CRYPTO.newSigningKey(), identity.id(), URL, Duration.ofDays(30)),
                issue(domain, new ServerId(CRYPTO.newSigningKey().publicKey()), URL, Duration.ofDays(30)),
                issue(domain, identity.id(), "ws://elsewhere:1/parley", Duration.ofDays(30)),
                issue(domain, identity.id(), URL, Duration.ofDays(-1)));
        for (Certificate each : wrong) {
            write(each.write());
            warnings.clear();
            for (int i = 0; i < 3; i++) {
                clock.pass(CertificateWatch.LOOK);
                assertThat(watch.look()).isFalse();
            }
            assertThat(warnings).hasSize(1);
            assertThat(identity.certificate()).isEqualTo(before);
        }
        write("{}");
        clock.pass(CertificateWatch.LOOK);
        assertThat(watch.look()).isFalse();
        assertThat(identity.certificate()).isEqualTo(before);
    }

    @Test
    void look_lastWeek_warnsDaily() {
        clock.pass(Duration.ofDays(22));
        watch.look();
        assertThat(warnings).isEmpty();
        clock.pass(Duration.ofHours(25));
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            watch.look();
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(0)).contains("expires at");
    }

    @Test
    void load_expiredOrForeign_refused() throws Exception {
        issue(domain, identity.id(), URL, Duration.ofDays(-1));
        assertThatThrownBy(() -> files.load(URI.create(URL)))
                .isInstanceOf(IdentityFolder.WrongIdentityException.class)
                .hasMessageContaining("expired");
        issue(domain, new ServerId(CRYPTO.newSigningKey().publicKey()), URL, Duration.ofDays(1));
        assertThatThrownBy(() -> files.load(URI.create(URL)))
                .isInstanceOf(IdentityFolder.WrongIdentityException.class)
                .hasMessageContaining("another server");
    }

    private Certificate issue(SigningKey signer, ServerId server, String url, Duration validity) throws Exception {
        Certificate certificate = Certificate.issue(
                CRYPTO, signer, server, url, clock.instant().plus(validity).toEpochMilli());
        write(certificate.write());
        return certificate;
    }

    private void write(String text) throws Exception {
        Files.writeString(folder.resolve(IdentityFolder.SERVER_CERTIFICATE), text);
    }
}
