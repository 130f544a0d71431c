package chat.parley.client.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientException;
import chat.parley.client.store.ClientStoreContract;
import chat.parley.client.store.Row;
import chat.parley.client.store.StoreFailedException;
import chat.parley.client.store.StrictClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SqliteClientStoreTest extends ClientStoreContract {
    private static final int CRASHED = 9;

    @TempDir
    private Path temporary;

    @Test
    @DisplayName("THREATS.md: what was removed or replaced is in no byte of the store's files after a scrub")
    void scrub_leavesNoTraceInTheFiles() throws Exception {
        try (SqliteClientStore store = open()) {
            for (int i = 0; i < 200; i++) {
                store.put(Table.CHAIN, "log epoch device" + i, "chain-key-of-old-" + i);
                store.put(Table.EPOCH, "log epoch" + i, "join-of-old-" + i);
                store.commit();
            }
            for (int i = 0; i < 200; i++) {
                store.put(Table.CHAIN, "log epoch device" + i, "next");
                if (i % 3 > 0) {
                    store.remove(Table.EPOCH, "log epoch" + i);
                } else {
                    store.put(Table.EPOCH, "log epoch" + i, "kept-" + i);
                }
                store.commit();
            }
            store.removeAll(Table.CHAIN, "log epoch device1");
            store.commit();
            assertThat(bytes()).as("else this test proves nothing").contains("key-of-old");
            assertThat(store.get(Table.CHAIN, "log epoch device2")).contains("next");

            store.scrub();

            assertThat(bytes()).doesNotContain("key-of-old", "join-of-old");
            assertThat(store.get(Table.CHAIN, "log epoch device2")).contains("next");
            store.put(Table.CHAIN, "log epoch device2", "and on");
            store.commit();
        }
        try (SqliteClientStore store = open()) {
            assertThat(store.get(Table.CHAIN, "log epoch device2")).contains("and on");
            assertThat(store.get(Table.EPOCH, "log epoch3")).contains("kept-3");
        }
    }

    /** All bytes of all files in the folder. */
    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void rows_committed_areThereInOrderAfterReopening() throws Exception {
        try (SqliteClientStore store = open()) {
            store.put(Table.SETTING, "b", "1");
            store.put(Table.SETTING, "a", "2");
            store.put(Table.SETTING, "gone", "3");
            store.put(Table.SETTING, "b", "replaced");
            store.remove(Table.SETTING, "gone");
            store.put(Table.CHAIN, "log1 x", "");
            store.put(Table.CHAIN, "log10 x", "");
            store.put(Table.CHAIN, "log%", "");
            store.removeAll(Table.CHAIN, "log1 ");
            store.commit();
        }

        try (SqliteClientStore store = open()) {
            assertThat(store.rows(Table.SETTING)).containsExactly(new Row("b", "replaced"), new Row("a", "2"));
            assertThat(store.rows(Table.CHAIN)).extracting(Row::key).containsExactly("log10 x", "log%");
        }
    }

    @Test
    @DisplayName("What counts as this version's schema is all migrations that there are: with one more, older files are"
            + " migrated")
    void migrations_areAllThatThereAre() throws Exception {
        open().close();
        List<String> applied = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT version FROM flyway_schema_history ORDER BY installed_rank")) {
            while (rows.next()) {
                applied.add(rows.getString(1));
            }
        }
        assertThat(SqliteClientStore.MIGRATIONS).isEqualTo(applied);
    }

    @Test
    @DisplayName("A file whose migration was not finished is not taken for a current one")
    void file_halfMigrated_isRefused() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE flyway_schema_history SET success = 0");
        }
        assertRefused(this::open, ClientException.Code.STORE);
    }

    @Test
    void rows_notCommitted_areGoneAfterClosing() throws Exception {
        try (SqliteClientStore store = open()) {
            store.put(Table.SETTING, "kept", "1");
            store.commit();
            store.put(Table.SETTING, "lost", "2");
            store.remove(Table.SETTING, "kept");
            assertThat(store.rows(Table.SETTING)).extracting(Row::key).containsExactly("lost");
        }

        try (SqliteClientStore store = open()) {
            assertThat(store.rows(Table.SETTING)).extracting(Row::key).containsExactly("kept");
        }
    }

    @Test
    @DisplayName("design, section 4: what a commit could not make durable is gone, and no later commit takes it along")
    void rows_whoseCommitFailed_areGone() throws Exception {
        open().close();
        AtomicBoolean full = new AtomicBoolean(true);
        try (SqliteClientStore store = new SqliteClientStore(failing(full), null)) {
            store.put(Table.SETTING, "lost", "1");
            assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
            full.set(false);
            assertThat(store.get(Table.SETTING, "lost")).isEmpty();
            store.commit();
            store.put(Table.SETTING, "kept", "2");
            store.commit();
        }
        try (SqliteClientStore store = open()) {
            assertThat(store.rows(Table.SETTING)).containsExactly(new Row("kept", "2"));
        }
    }

    @Test
    @DisplayName("design, section 4: a commit that failed is not taken for done when it is asked for again")
    void commit_thatFailed_failsAgain() throws Exception {
        open().close();
        try (SqliteClientStore store = new SqliteClientStore(failing(new AtomicBoolean(true)), null)) {
            store.put(Table.SETTING, "lost", "1");
            assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
            assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
        }
    }

    @Test
    @DisplayName("design, section 4: on a full disk nothing is written any more, even if there is room again")
    void store_strict_onAFullDisk_isUsedNoMore() throws Exception {
        open().close();
        Connection small = DriverManager.getConnection("jdbc:sqlite:" + file());
        try (Statement statement = small.createStatement()) {
            statement.execute("PRAGMA max_page_count = 1");
        }
        try (StrictClientStore store = new StrictClientStore(new SqliteClientStore(small, null))) {
            store.put(Table.SETTING, "little", "1");
            assertThatThrownBy(() -> store.put(Table.SETTING, "much", "x".repeat(1_000_000)))
                    .isInstanceOf(StoreFailedException.class);
            assertThatThrownBy(() -> store.put(Table.SETTING, "little", "2")).isInstanceOf(StoreFailedException.class);
            assertThatThrownBy(() -> store.get(Table.SETTING, "little")).isInstanceOf(StoreFailedException.class);
            assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
        }
        try (SqliteClientStore store = open()) {
            assertThat(store.rows(Table.SETTING)).isEmpty();
        }
    }

    /** A connection that commits nothing while the disk is full. */
    private Connection failing(AtomicBoolean full) throws SQLException {
        Connection real = DriverManager.getConnection("jdbc:sqlite:" + file());
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (full.get() && method.getName().equals("commit")) {
                        throw new SQLException("database or disk is full");
                    }
                    return method.invoke(real, arguments);
                });
    }

    @Test
    @DisplayName("A process that dies between put and commit leaves nothing of it; what was committed before is there")
    void process_killedBeforeCommit_leavesNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Crash.class.getName(),
                        folder().toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(temporary.resolve("out")))
                .isEqualTo(CRASHED);

        try (SqliteClientStore store = open()) {
            assertThat(store.rows(Table.SETTING)).containsExactly(new Row("kept", "1"));
            assertThat(store.rows(Table.MESSAGE)).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void folder_isItsOwnersOnly() throws Exception {
        open().close();
        assertThat(permissions(folder())).isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void folder_thatWasOpenToOthers_isClosed() throws Exception {
        Files.createDirectories(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        open().close();
        assertThat(permissions(folder())).isEqualTo("rwx------");
    }

    @Test
    void folder_thatCannotBeMade_isRefused() throws Exception {
        Files.writeString(temporary.resolve("file"), "");
        assertRefused(
                () -> SqliteClientStore.open(temporary.resolve("file").resolve("folder")), ClientException.Code.FOLDER);
    }

    @Test
    void open_whileOpen_isRefused() {
        try (SqliteClientStore first = open()) {
            assertRefused(this::open, ClientException.Code.IN_USE);
            first.put(Table.SETTING, "still", "usable");
        }
        open().close();
    }

    @Test
    void file_thatIsNoDatabase_isRefusedUnchanged() throws Exception {
        Files.createDirectories(folder());
        byte[] before = "not a database at all ".repeat(1000).getBytes();
        Files.write(file(), before);

        assertRefused(this::open, ClientException.Code.STORE);

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void file_damagedInside_isRefusedUnchanged() throws Exception {
        try (SqliteClientStore store = open()) {
            for (int i = 0; i < 1000; i++) {
                store.put(Table.EVENT, "event " + i, "x".repeat(500));
            }
            store.commit();
        }
        byte[] bytes = Files.readAllBytes(file());
        for (int page = 4096 * 40; page < 4096 * 60; page += 1) {
            bytes[page] = (byte) 0xa5;
        }
        Files.write(file(), bytes);

        assertRefused(this::open, ClientException.Code.STORE);

        assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
    }

    @Test
    void file_ofANewerVersion_isRefusedUnchanged() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history SELECT 99, '99', 'future', type, 'V99__future.sql', 1,"
                    + " installed_by, installed_on, 1, success FROM flyway_schema_history WHERE version = '1'");
        }
        byte[] before = Files.readAllBytes(file());

        assertRefused(this::open, ClientException.Code.STORE);

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    /** Commits a row, puts more, and dies. */
    static final class Crash {
        private Crash() {}

        public static void main(String[] arguments) throws Exception {
            SqliteClientStore store = SqliteClientStore.open(Path.of(arguments[0]));
            store.put(Table.SETTING, "kept", "1");
            store.commit();
            store.put(Table.SETTING, "kept", "2");
            for (int i = 0; i < 5000; i++) {
                store.put(Table.MESSAGE, "message " + i, "x".repeat(1000));
            }
            Runtime.getRuntime().halt(CRASHED);
        }
    }

    @Override
    protected SqliteClientStore open() {
        return SqliteClientStore.open(folder());
    }

    private Path folder() {
        return temporary.resolve("home").resolve("alice");
    }

    private Path file() {
        return folder().resolve(SqliteClientStore.FILE);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void assertRefused(ThrowingCallable open, ClientException.Code code) {
        assertThatThrownBy(open)
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageMatching("[^\\n]+");
    }
}
