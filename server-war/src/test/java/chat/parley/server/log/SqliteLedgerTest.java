package chat.parley.server.log;

import chat.parley.protocol.id.DomainId;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {
    @TempDir
    private Path folder;

    @Override
    Database database() {
        return new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES]));
    }
}
