package chat.parley.server.naming;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.log.BatchConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is named, in the node's database beside the events. */
public final class JdbcNamingStore implements NamingStore {
    private static final String NAMED = "SELECT user_id, member, inviter FROM named WHERE log = ?";

    private static final String PUT = "INSERT INTO named (log, user_id, member, inviter, since) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (log, user_id) DO UPDATE SET inviter = excluded.inviter,"
            + " since = CASE WHEN named.member = excluded.member THEN named.since ELSE excluded.since END,"
            + " member = excluded.member";

    private static final String REMOVE = "DELETE FROM named WHERE log = ? AND user_id = ?";

    private static final String LOGS =
            "SELECT log FROM named WHERE user_id = ? AND member = ? ORDER BY since DESC, log LIMIT ?";

    private static final String INVITATIONS =
            "SELECT log FROM named WHERE inviter = ? AND user_id = ? AND member = 0 LIMIT ?";

    private static final String UNREAD = "SELECT log FROM unread ORDER BY log LIMIT ?";

    private static final String READ = "DELETE FROM unread WHERE log = ?";

    /** In place of an inviter: a member needs none. */
    private static final byte[] NOBODY = {};

    private final BatchConnection batches;

    public JdbcNamingStore(BatchConnection batches) {
        this.batches = batches;
    }

    @Override
    public Map<UserId, Optional<UserId>> named(LogId log) {
        return batches.read(
                NAMED,
                rows -> {
                    Map<UserId, Optional<UserId>> named = new HashMap<>();
                    while (rows.next()) {
                        boolean member = rows.getLong(2) != 0;
                        named.put(
                                new UserId(rows.getBytes(1)),
                                member ? Optional.empty() : Optional.of(new UserId(rows.getBytes(3))));
                    }
                    return named;
                },
                (Object) log.bytes());
    }

    @Override
    public void put(Named named, long since) {
        batches.write(
                PUT,
                named.log().bytes(),
                named.user().bytes(),
                flag(named.member()),
                named.inviter().map(UserId::bytes).orElse(NOBODY),
                since);
    }

    @Override
    public void remove(LogId log, UserId user) {
        batches.write(REMOVE, log.bytes(), user.bytes());
    }

    @Override
    public List<LogId> logs(UserId user, boolean member, int limit) {
        return batches.read(LOGS, JdbcNamingStore::logs, user.bytes(), flag(member), (long) limit);
    }

    @Override
    public List<LogId> invitations(UserId inviter, UserId user, int limit) {
        return batches.read(INVITATIONS, JdbcNamingStore::logs, inviter.bytes(), user.bytes(), (long) limit);
    }

    @Override
    public List<LogId> unread(int limit) {
        return batches.read(UNREAD, JdbcNamingStore::logs, (long) limit);
    }

    @Override
    public void read(LogId log) {
        batches.write(READ, (Object) log.bytes());
    }

    @Override
    public void commit() throws StoreException {
        batches.commit(() -> false);
    }

    private static List<LogId> logs(ResultSet rows) throws SQLException {
        List<LogId> logs = new ArrayList<>();
        while (rows.next()) {
            logs.add(new LogId(rows.getBytes(1)));
        }
        return logs;
    }

    private static Long flag(boolean set) {
        return set ? 1L : 0L;
    }
}
