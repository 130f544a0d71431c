package chat.parley.server.log;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.StoreException;
import java.util.HashMap;
import java.util.Map;

/** What is hosted, in the node's database. */
public final class JdbcHostingStore implements HostingStore {
    private static final String HOSTED = "SELECT log, wanted FROM hosted";

    private static final String HOST = "INSERT INTO hosted (log, wanted) VALUES (?, ?)"
            + " ON CONFLICT (log) DO UPDATE SET wanted = excluded.wanted";

    private static final String UNHOST = "DELETE FROM hosted WHERE log = ?";

    private final BatchConnection batches;

    public JdbcHostingStore(BatchConnection batches) {
        this.batches = batches;
    }

    @Override
    public Map<LogId, Long> hosted() {
        return batches.read(HOSTED, rows -> {
            Map<LogId, Long> hosted = new HashMap<>();
            while (rows.next()) {
                hosted.put(new LogId(rows.getBytes(1)), rows.getLong(2));
            }
            return hosted;
        });
    }

    @Override
    public void save(Map<LogId, Long> changes) throws StoreException {
        changes.forEach((log, wanted) -> {
            if (wanted == HostingStore.GONE) {
                batches.write(UNHOST, (Object) log.bytes());
            } else {
                batches.write(HOST, log.bytes(), wanted);
            }
        });
        batches.commit(() -> false);
    }
}
