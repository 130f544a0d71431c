package chat.parley.client.store;

import chat.parley.client.sqlite.SqliteClientStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRowsTest extends GroupedRowsContract {
    @TempDir
    private Path folder;

    @Override
    protected ClientStore create() {
        return SqliteClientStore.open(folder.resolve("client"));
    }
}
