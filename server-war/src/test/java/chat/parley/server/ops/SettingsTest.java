package chat.parley.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.log.Kept;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.server.admission.Quotas;
import chat.parley.server.blob.BlobLimits;
import chat.parley.server.fixture.Keys;
import chat.parley.server.socket.Proxies;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void settings_withNothingSet_areTheDefaults() throws Exception {
        Settings settings = read(Map.of());
        assertThat(settings.data()).isAbsolute().hasFileName("parley-data");
        assertThat(settings.url()).isEmpty();
        assertThat(settings.peers()).isEmpty();
        assertThat(settings.sockets().queueFrames()).isEqualTo(4_096);
        assertThat(settings.sockets().queueBytes()).isEqualTo(8_388_608);
        assertThat(settings.sockets().frameBytes()).isEqualTo(2_097_152);
        assertThat(settings.hosting().replicas()).isEqualTo(3);
        assertThat(settings.hosting().absence()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.hosting().keep()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.hosting().drop()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.hosting().pinned()).isEmpty();
        assertThat(settings.quotas()).isEqualTo(Quotas.STANDARD);
        assertThat(settings.framesPerSession()).isEqualTo(300);
        assertThat(settings.kept()).isEqualTo(new Kept(2000, 16_000));
    }

    @Test
    void peers_separatedByCommas_areAllRead() throws Exception {
        Settings settings = read(Map.of(Settings.PEERS, "wss://a.example/parley/, ws://b.example:8080/parley,"));
        assertThat(settings.peers())
                .containsExactly(URI.create("wss://a.example/parley"), URI.create("ws://b.example:8080/parley"));
    }

    @ParameterizedTest
    @CsvSource({
        "parley.queue.frames,lots",
        "parley.queue.frames,0",
        "parley.queue.bytes,1",
        "parley.frame.max.bytes,4194304",
        "parley.frame.max.bytes,2097151",
        "parley.proxy.addresses,localhost",
        "parley.url,http://a.example/parley",
        "parley.url,wss:///parley",
        "parley.peers,not a url",
        "parley.dial.timeout.ms,-1",
        "parley.replicas,0",
        "parley.replicas.absence.minutes,soon",
        "parley.rooms.pinned,two words",
        "parley.rooms.keep.days,-1",
        "parley.rooms.drop.after.hours,0",
        "parley.quota.author.events,0",
        "parley.blobs.max.bytes,0",
        "parley.blobs.user.bytes,-1",
        "parley.blobs.user.day.bytes,x",
        "parley.blobs.store.bytes,1e9",
        "parley.blobs.reserve.bytes,-1",
        "parley.blobs.keep.days,0",
        "parley.blobs.grace.hours,0",
        "parley.store.url,jdbc:mysql://host/db",
        "parley.store.url,jdbc:postgresql:db",
        "parley.store.schema,two words",
        "parley.store.schema,pg_catalog"
    })
    void setting_thatIsWrong_isNamed(String key, String value) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .satisfies(e -> assertThat(e.line())
                        .startsWith("parley: cannot start: " + key + " is \"")
                        .contains("; set "));
    }

    @Test
    void pinned_namesAndIds_areLogs() throws Exception {
        LogId id = new LogId(Keys.CRYPTO.random(LogId.BYTES));
        HostingSettings hosting =
                read(Map.of(Settings.PINNED, "#Lobby, garden," + id)).hosting();
        assertThat(hosting.rules(Keys.CRYPTO).pinned())
                .containsExactlyInAnyOrder(
                        OpenRoom.id(Keys.CRYPTO, "parley", new RoomName("lobby")),
                        OpenRoom.id(Keys.CRYPTO, "parley", new RoomName("garden")),
                        id);
    }

    @Test
    @DisplayName("Each key of files sets what it says")
    void blobs_set_areThose() throws Exception {
        assertThat(read(Map.of()).blobs()).isEqualTo(BlobLimits.STANDARD);
        Map<String, String> keys = Map.of(
                Settings.BLOB_MAX, "1025",
                Settings.BLOB_USER, "2",
                Settings.BLOB_DAY, "3000",
                Settings.BLOB_STORE, "4",
                Settings.BLOB_RESERVE, "5",
                Settings.BLOB_KEEP, "6",
                Settings.BLOB_GRACE, "7");
        assertThat(read(keys).blobs())
                .isEqualTo(new BlobLimits(1025, 2, 3000, 4, 5, Duration.ofDays(6), Duration.ofHours(7)));
    }

    @Test
    @DisplayName("The proxies whose word is taken are those that are named, and nobody unless set")
    void proxies_set_areThose() throws Exception {
        assertThat(read(Map.of()).proxies()).isEqualTo(Proxies.NONE);
        assertThat(read(Map.of(Settings.PROXIES, "127.0.0.1, ::1,")).proxies())
                .isEqualTo(new Proxies(Set.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"))));
    }

    @Test
    void store_notSet_isSqlite() throws Exception {
        StoreSettings store = read(Map.of()).store();
        assertThat(store.url()).isEmpty();
        assertThat(store.schema()).isEqualTo("parley");
    }

    @Test
    @DisplayName("The password of the database is in no text")
    void store_password_notShown() throws Exception {
        Map<String, String> keys = Map.of(
                Settings.STORE_URL, "jdbc:postgresql://db.example:5433/chat?sslmode=verify-full",
                Settings.STORE_USER, "parley",
                Settings.STORE_PASSWORD, " s3cr3t ");
        Settings settings = read(keys);
        assertThat(settings.store().password()).isEqualTo(" s3cr3t ");
        assertThat(settings.toString()).doesNotContain("s3cr3t").contains("db.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=me&password=s3cr3t",
                "jdbc:postgresql://host/db?sslpassword=s3cr3t",
                "jdbc:postgresql://me:s3cr3t@host/db",
                "jdbc:postgresql://host/db?PassWord=s3cr3t"
            })
    void store_passwordInUrl_refusedAndNotShown(String url) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> read(Map.of(Settings.STORE_URL, url)))
                .satisfies(e -> assertThat(e.line())
                        .contains(Settings.STORE_URL)
                        .contains(Settings.STORE_PASSWORD)
                        .doesNotContain("s3cr3t"));
    }

    @Test
    void store_passwordWithoutUrl_isNamed() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> read(Map.of(Settings.STORE_PASSWORD, "s3cr3t")))
                .satisfies(e ->
                        assertThat(e.line()).contains(Settings.STORE_PASSWORD).doesNotContain("s3cr3t"));
    }

    private static Settings read(Map<String, String> values) throws CannotStart {
        return Settings.read(new SettingReader(key -> Optional.ofNullable(values.get(key))));
    }
}
