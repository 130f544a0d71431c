package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import chat.parley.protocol.id.DomainId;
import chat.parley.server.fixture.Keys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A database that cannot be used is told of in one line and left as it is")
class SqliteDatabaseTest {
    private static final DomainId DOMAIN = new DomainId(Keys.CRYPTO.random(DomainId.BYTES));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve(SqliteDatabase.FILE);
    }

    @Test
    void open_sameDomainAgain_opens() throws Exception {
        create();
        new SqliteDatabase(folder, DOMAIN).connect().close();
        assertThat(file).exists();
    }

    @Test
    void open_otherDomain_refusedAndUnchanged() throws Exception {
        create();
        DomainId other = new DomainId(Keys.CRYPTO.random(DomainId.BYTES));
        assertThat(refusal(other)).contains(DOMAIN.toString()).contains(other.toString());
    }

    @Test
    void open_newerSchema_refusedAndUnchanged() throws Exception {
        create();
        execute(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)");
        assertThat(refusal(DOMAIN)).contains("99").contains("newer");
    }

    @Test
    void open_noDatabase_refusedAndUnchanged() throws Exception {
        Files.write(
                file,
                "this is not a database, whatever its name says\n".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(DOMAIN)).containsIgnoringCase("not a database");
    }

    @Test
    void open_damagedPages_refusedAndUnchanged() throws Exception {
        create();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4096 + 100, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        refusal(DOMAIN);
    }

    @Test
    void open_cutFile_refusedAndUnchanged() throws Exception {
        create();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));
        refusal(DOMAIN);
    }

    @Test
    void open_folderInPlaceOfFile_refused() throws Exception {
        Files.createDirectory(file);
        assertThatThrownBy(() -> new SqliteDatabase(folder, DOMAIN).connect())
                .isInstanceOf(UnusableException.class)
                .message()
                .hasLineCount(1);
    }

    @Test
    void open_logCannotBeWritten_refusedAndUnchanged() throws Exception {
        create();
        Files.createDirectory(folder.resolve(SqliteDatabase.FILE + "-wal"));
        refusal(DOMAIN);
    }

    @Test
    void open_fileReadOnly_refusedAndUnchanged() throws Exception {
        create();
        assumeFalse(!file.toFile().setWritable(false) || Files.isWritable(file), "this user may write everything");
        refusal(DOMAIN);
    }

    @Test
    void open_folderReadOnly_refused() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assumeFalse(!locked.toFile().setWritable(false) || Files.isWritable(locked), "this user may write everything");
        assertThatThrownBy(() -> new SqliteDatabase(locked, DOMAIN).connect())
                .isInstanceOf(UnusableException.class)
                .message()
                .hasLineCount(1);
        assertThat(locked.toFile().setWritable(true)).isTrue();
    }

    private void create() throws Exception {
        new SqliteDatabase(folder, DOMAIN).connect().close();
    }

    private void execute(String sql) throws SQLException, UnusableException {
        try (Connection connection = new SqliteDatabase(folder, DOMAIN).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String refusal(DomainId domain) throws Exception {
        byte[] before = Files.readAllBytes(file);
        UnusableException refused =
                catchThrowableOfType(UnusableException.class, () -> new SqliteDatabase(folder, domain).connect());
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).hasLineCount(1);
        assertThat(refused.remedy()).hasLineCount(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        return refused.getMessage();
    }
}
