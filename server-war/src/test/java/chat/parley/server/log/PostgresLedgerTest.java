package chat.parley.server.log;

import chat.parley.protocol.id.DomainId;
import chat.parley.server.fixture.Postgres;

class PostgresLedgerTest extends LedgerContract {
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
