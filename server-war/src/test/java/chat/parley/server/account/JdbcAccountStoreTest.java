package chat.parley.server.account;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.id.AccountName;
import chat.parley.server.fixture.Postgres;
import chat.parley.server.log.BatchConnection;
import chat.parley.server.log.Database;
import chat.parley.server.log.PostgresDatabase;
import chat.parley.server.log.SqliteDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Accounts: in a real database")
class JdbcAccountStoreTest {
    @TempDir
    private Path folder;

    @Test
    void accounts_inSqlite_areThereAfterARestart() throws Exception {
        keepsAndFinds(new SqliteDatabase(folder, TestAccount.DOMAIN));
    }

    @Test
    void accounts_inPostgres_areThereAfterARestart() throws Exception {
        Postgres.orSkip();
        String schema = Postgres.newSchema();
        try {
            keepsAndFinds(new PostgresDatabase(
                    Postgres.url(), Postgres.user(), Postgres.password(), schema, TestAccount.DOMAIN));
        } finally {
            Postgres.drop(schema);
        }
    }

    @Test
    @DisplayName("A61: that nobody has a name takes as many signatures to find out as reading who has it")
    void find_nobody_verifiesAsMuch() throws Exception {
        List<String> calls = new ArrayList<>();
        Crypto counting = (Crypto) Proxy.newProxyInstance(
                Crypto.class.getClassLoader(), new Class<?>[] {Crypto.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(CRYPTO, arguments);
                });
        TestAccount anna = new TestAccount("anna");
        try (BatchConnection batches = new BatchConnection(new SqliteDatabase(folder, TestAccount.DOMAIN))) {
            JdbcAccountStore store = new JdbcAccountStore(batches, counting);
            store.save(List.of(kept(anna.first(), "")));
            calls.clear();
            assertThat(store.find(anna.first().name())).isPresent();
            List<String> known = new ArrayList<>(calls);
            calls.clear();
            assertThat(store.find(new AccountName("nobody"))).isEmpty();
            assertThat(calls).contains("verify").isEqualTo(known);
        }
    }

    private static void keepsAndFinds(Database database) throws Exception {
        TestAccount anna = new TestAccount("anna");
        TestAccount ben = new TestAccount("ben");
        String prints;
        try (BatchConnection batches = new BatchConnection(database)) {
            JdbcAccountStore store = new JdbcAccountStore(batches, CRYPTO);
            assertThat(store.find(anna.first().name())).isEmpty();
            assertThat(store.used("")).isFalse();
            store.save(List.of(kept(anna.first(), ""), kept(ben.first(), "code")));
            store.save(List.of(kept(anna.named("anna", 2), "")));
            prints = directory(store).prints().whole();
        }
        try (BatchConnection batches = new BatchConnection(database)) {
            JdbcAccountStore store = new JdbcAccountStore(batches, CRYPTO);
            assertThat(store.find(anna.first().name())).contains(kept(anna.named("anna", 2), ""));
            assertThat(store.nameOf(ben.person().user())).contains(ben.first().name());
            assertThat(store.used("code")).isTrue();
            assertThat(store.used("other")).isFalse();
            assertThat(store.part(AccountPrints.part(CRYPTO, ben.first().name())))
                    .contains(kept(ben.first(), "code"));
            assertThat(directory(store).prints().whole()).isEqualTo(prints);
        }
    }

    private static AccountDirectory directory(AccountStore store) {
        return new AccountDirectory(TestAccount.DOMAIN, store, CRYPTO, TestDomain.CODES, Registration.OPEN);
    }

    private static KeptAccount kept(AccountRecord.Signed signed, String invitation) {
        return new KeptAccount(signed, invitation);
    }
}
