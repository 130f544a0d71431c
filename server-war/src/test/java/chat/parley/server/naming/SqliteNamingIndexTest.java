package chat.parley.server.naming;

import chat.parley.protocol.id.DomainId;
import chat.parley.server.log.Database;
import chat.parley.server.log.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteNamingIndexTest extends NamingIndexContract {
    @TempDir
    private Path folder;

    @Override
    Database database() {
        return new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES]));
    }
}
