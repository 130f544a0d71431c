package chat.parley.client.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A {@link ClientStore} in memory: for clients that need not remember, and for simulations, where a crash is {@link
 * #reopen}.
 */
public final class MemoryClientStore implements ClientStore {
    private final Map<Table, Map<String, String>> tables = new EnumMap<>(Table.class);
    private final Map<Table, TreeSet<String>> sorted = new EnumMap<>(Table.class);
    private final Map<Table, Map<String, String>> durable = new EnumMap<>(Table.class);
    private final List<Runnable> changes = new ArrayList<>();

    @Override
    public List<Row> rows(Table table) {
        List<Row> rows = new ArrayList<>();
        table(tables, table).forEach((key, value) -> rows.add(new Row(key, value)));
        return rows;
    }

    @Override
    public Optional<String> get(Table table, String key) {
        return Optional.ofNullable(table(tables, table).get(key));
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return some(table, sorted(table).subSet(from, to), limit);
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return some(table, sorted(table).subSet(from, true, to, false).descendingSet(), limit);
    }

    @Override
    public void put(Table table, String key, String value) {
        table(tables, table).put(key, value);
        sorted(table).add(key);
        changes.add(() -> table(durable, table).put(key, value));
    }

    @Override
    public void remove(Table table, String key) {
        table(tables, table).remove(key);
        sorted(table).remove(key);
        changes.add(() -> table(durable, table).remove(key));
    }

    @Override
    public void removeAll(Table table, String prefix) {
        table(tables, table).keySet().removeIf(key -> key.startsWith(prefix));
        sorted(table).removeIf(key -> key.startsWith(prefix));
        changes.add(() -> table(durable, table).keySet().removeIf(key -> key.startsWith(prefix)));
    }

    @Override
    public void commit() {
        changes.forEach(Runnable::run);
        changes.clear();
    }

    @Override
    public void close() {
        changes.clear();
    }

    /** What a process that starts after a crash finds: all that was committed. */
    public MemoryClientStore reopen() {
        MemoryClientStore reopened = new MemoryClientStore();
        durable.forEach((table, rows) -> {
            reopened.tables.put(table, new LinkedHashMap<>(rows));
            reopened.sorted.put(table, new TreeSet<>(rows.keySet()));
            reopened.durable.put(table, new LinkedHashMap<>(rows));
        });
        return reopened;
    }

    private TreeSet<String> sorted(Table table) {
        return sorted.computeIfAbsent(table, t -> new TreeSet<>());
    }

    private List<Row> some(Table table, Iterable<String> keys, int limit) {
        List<Row> rows = new ArrayList<>();
        for (String key : keys) {
            if (rows.size() == limit) {
                break;
            }
            rows.add(new Row(key, tables.get(table).get(key)));
        }
        return rows;
    }

    private static Map<String, String> table(Map<Table, Map<String, String>> tables, Table table) {
        return tables.computeIfAbsent(table, t -> new LinkedHashMap<>());
    }
}
