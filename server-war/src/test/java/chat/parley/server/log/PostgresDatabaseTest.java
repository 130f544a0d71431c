package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.parley.protocol.id.DomainId;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A PostgreSQL that cannot be used is told of in one line and left as it is")
class PostgresDatabaseTest {
    private static final DomainId DOMAIN = new DomainId(Keys.CRYPTO.random(DomainId.BYTES));

    private final String schema = Postgres.newSchema();

    @BeforeEach
    void server() {
        Postgres.orSkip();
    }

    @AfterEach
    void drop() throws Exception {
        Postgres.drop(schema);
    }

    @Test
    void connect_sameDomainAgain_opens() throws Exception {
        database(DOMAIN).connect().close();
        database(DOMAIN).connect().close();
    }

    @Test
    void connect_otherDomain_refused() throws Exception {
        database(DOMAIN).connect().close();
        DomainId other = new DomainId(Keys.CRYPTO.random(DomainId.BYTES));
        assertThat(refusal(database(other))).contains(DOMAIN.toString()).contains(other.toString());
        database(DOMAIN).connect().close();
    }

    @Test
    void connect_newerSchema_refused() throws Exception {
        database(DOMAIN).connect().close();
        Postgres.execute("INSERT INTO " + schema + ".flyway_schema_history (installed_rank, version, description, type,"
                + " script, checksum, installed_by, execution_time, success)"
                + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, true)");
        assertThat(refusal(database(DOMAIN))).contains("99").contains("newer");
    }

    @Test
    @DisplayName("A second node is kept out of a schema while the first has it, and let in afterwards")
    void connect_schemaInUse_refused() throws Exception {
        try (Connection first = database(DOMAIN).connect()) {
            assertThat(refusal(database(DOMAIN))).contains("another node").contains(schema);
            assertThat(first.isValid(1)).isTrue();
        }
        database(DOMAIN).connect().close();
    }

    @Test
    void connect_nobodyListens_refused() {
        assertThat(refusal(new PostgresDatabase("jdbc:postgresql://127.0.0.1:1/db", "u", "p", schema, DOMAIN)))
                .contains("refused");
    }

    @Test
    @DisplayName("No message and no stack trace shows the password")
    void connect_wrongPassword_notShown() throws Exception {
        Postgres.execute("DROP ROLE IF EXISTS \"" + schema + '"');
        String secret = "s3cr3t-" + schema;
        for (String url : new String[] {Postgres.url(), "jdbc:postgresql://127.0.0.1:1/db"}) {
            UnusableException refused = catchThrowableOfType(
                    UnusableException.class, () -> new PostgresDatabase(url, schema, secret, schema, DOMAIN).connect());
            assertThat(refused).isNotNull();
            StringWriter trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString() + refused.remedy()).doesNotContain("s3cr3t");
        }
    }

    @Test
    @DisplayName("I2: a server that does not sync its disk is refused")
    void connect_fsyncOff_refused() throws Exception {
        try (EmbeddedPostgres server = Postgres.ownOrSkip()) {
            try (Connection connection = DriverManager.getConnection(Postgres.url(server), "postgres", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER SYSTEM SET synchronous_commit = off");
                statement.execute("SELECT pg_reload_conf()");
            }
            Database database = new PostgresDatabase(Postgres.url(server), "postgres", "", "parley", DOMAIN);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                var rows = statement.executeQuery("SHOW synchronous_commit");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("on");
            }
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPGStartupWait(Postgres.STARTUP)
                .setServerConfig("fsync", "off")
                .start()) {
            assertThat(refusal(new PostgresDatabase(Postgres.url(server), "postgres", "", "parley", DOMAIN)))
                    .contains("fsync");
        }
    }

    private Database database(DomainId domain) {
        return new PostgresDatabase(Postgres.url(), Postgres.user(), Postgres.password(), schema, domain);
    }

    private static String refusal(Database database) {
        UnusableException refused = catchThrowableOfType(UnusableException.class, () -> database.connect());
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).hasLineCount(1);
        assertThat(refused.remedy()).hasLineCount(1);
        return refused.getMessage();
    }
}
