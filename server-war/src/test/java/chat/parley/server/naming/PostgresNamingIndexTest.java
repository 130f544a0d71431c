package chat.parley.server.naming;

import chat.parley.protocol.id.DomainId;
import chat.parley.server.fixture.Postgres;
import chat.parley.server.log.Database;
import chat.parley.server.log.PostgresDatabase;

class PostgresNamingIndexTest extends NamingIndexContract {
    private final String schema = Postgres.newSchema();

    @Override
    Database database() {
        Postgres.orSkip();
        return new PostgresDatabase(
                Postgres.url(), Postgres.user(), Postgres.password(), schema, new DomainId(new byte[DomainId.BYTES]));
    }

    @Override
    void drop() throws Exception {
        Postgres.drop(schema);
    }
}
