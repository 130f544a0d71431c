package chat.parley.android.store;

import android.database.Cursor;
import android.database.DatabaseErrorHandler;
import android.database.sqlite.SQLiteDatabase;
import android.database.sqlite.SQLiteDoneException;
import android.database.sqlite.SQLiteException;
import android.database.sqlite.SQLiteStatement;
import chat.parley.client.ClientException;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A {@link ClientStore} in the phone's own SQLite. To be sealed: the rows are as they are given. */
public final class SqliteRows implements ClientStore {
    /** Longer values are not read through a cursor, whose window holds 1 to 2 MiB, but one by one; in characters. */
    private static final int MAX_IN_WINDOW = 100_000;

    private static final String COLUMNS =
            "SELECT key, CASE WHEN length(value) <= " + MAX_IN_WINDOW + " THEN value END FROM ";

    private final SQLiteDatabase database;
    private final Map<Table, SQLiteStatement> gets = new EnumMap<>(Table.class);
    private final Map<Table, SQLiteStatement> updates = new EnumMap<>(Table.class);
    private final Map<Table, SQLiteStatement> inserts = new EnumMap<>(Table.class);
    private final Map<Table, SQLiteStatement> removes = new EnumMap<>(Table.class);

    private SqliteRows(SQLiteDatabase database) {
        this.database = database;
        for (Table table : Table.values()) {
            String name = name(table);
            database.execSQL("CREATE TABLE IF NOT EXISTS " + name
                    + " (position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL)");
            gets.put(table, database.compileStatement("SELECT value FROM " + name + " WHERE key = ?"));
            // No upsert: the SQLite of Android 8 has none.
            updates.put(table, database.compileStatement("UPDATE " + name + " SET value = ? WHERE key = ?"));
            inserts.put(table, database.compileStatement("INSERT INTO " + name + " (value, key) VALUES (?, ?)"));
            removes.put(table, database.compileStatement("DELETE FROM " + name + " WHERE key = ?"));
        }
    }

    /**
     * Opens the database in a file, or makes it.
     *
     * @throws ClientException STORE if it is damaged; it is left as it is
     */
    public static SqliteRows open(File file) {
        SQLiteDatabase database = null;
        try {
            database = SQLiteDatabase.openOrCreateDatabase(file.getPath(), null, new LeftAsItIs());
            // Write-ahead logging would come with fewer syncs than a commit promises.
            database.disableWriteAheadLogging();
            pragma(database, "journal_mode = TRUNCATE");
            pragma(database, "synchronous = FULL");
            pragma(database, "secure_delete = ON");
            if (!"ok".equals(pragma(database, "quick_check(1)"))) {
                throw new SQLiteException("the file is damaged");
            }
            return new SqliteRows(database);
        } catch (SQLiteException e) {
            if (database != null) {
                database.close();
            }
            throw new ClientException(
                    ClientException.Code.STORE, "the store of this app is damaged: install the app anew");
        }
    }

    @Override
    public List<Row> rows(Table table) {
        return select(table, "ORDER BY position");
    }

    @Override
    public Optional<String> get(Table table, String key) {
        SQLiteStatement statement = gets.get(table);
        statement.bindString(1, key);
        try {
            return Optional.of(statement.simpleQueryForString());
        } catch (SQLiteDoneException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return select(table, "WHERE key >= ? AND key < ? ORDER BY key LIMIT " + limit, from, to);
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return select(table, "WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT " + limit, from, to);
    }

    @Override
    public void put(Table table, String key, String value) {
        begin();
        if (bound(updates.get(table), value, key).executeUpdateDelete() == 0) {
            bound(inserts.get(table), value, key).executeInsert();
        }
    }

    @Override
    public void remove(Table table, String key) {
        begin();
        bound(removes.get(table), key).executeUpdateDelete();
    }

    @Override
    public void removeAll(Table table, String prefix) {
        begin();
        database.execSQL(
                "DELETE FROM " + name(table) + " WHERE substr(key, 1, " + prefix.length() + ") = ?",
                new Object[] {prefix});
    }

    @Override
    public void commit() throws StoreException {
        if (!database.inTransaction()) {
            return;
        }
        try {
            database.setTransactionSuccessful();
            database.endTransaction();
        } catch (SQLiteException e) {
            throw new StoreException("the app's store cannot be written", e);
        }
    }

    /** What was not committed is gone. */
    @Override
    public void close() {
        if (!database.isOpen()) {
            return;
        }
        if (database.inTransaction()) {
            database.endTransaction();
        }
        database.close();
    }

    private void begin() {
        if (!database.inTransaction()) {
            database.beginTransaction();
        }
    }

    private List<Row> select(Table table, String rest, String... values) {
        List<Row> found = new ArrayList<>();
        try (Cursor cursor = database.rawQuery(COLUMNS + name(table) + " " + rest, values)) {
            while (cursor.moveToNext()) {
                String key = cursor.getString(0);
                found.add(new Row(key, cursor.isNull(1) ? whole(table, key) : cursor.getString(1)));
            }
        }
        return found;
    }

    private String whole(Table table, String key) {
        return get(table, key).orElseThrow(() -> new IllegalStateException("the app's store cannot be read"));
    }

    private static SQLiteStatement bound(SQLiteStatement statement, String... values) {
        for (int i = 0; i < values.length; i++) {
            statement.bindString(i + 1, values[i]);
        }
        return statement;
    }

    private static String pragma(SQLiteDatabase database, String what) {
        try (Cursor cursor = database.rawQuery("PRAGMA " + what, null)) {
            return cursor.moveToNext() ? cursor.getString(0) : "";
        }
    }

    private static String name(Table table) {
        return table.name().toLowerCase(Locale.ROOT) + "_row";
    }

    /** Android's own way with a damaged database is to delete it. */
    private static final class LeftAsItIs implements DatabaseErrorHandler {
        @Override
        public void onCorruption(SQLiteDatabase damaged) {
            // The exception that follows is told.
        }
    }
}
