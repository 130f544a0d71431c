package chat.parley.client.store;

import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;

/**
 * Where a client keeps its keys, messages and settings: tables of keys and values in one file, changed in transactions.
 * Desktop and Android bring their own. Used by one thread of one process at a time.
 *
 * <p><b>Guarantees.</b> Everything between two commits becomes durable together or not at all; when {@link #commit}
 * returns it is synced. <b>Restrictions.</b> What is removed or replaced is gone from the tables; that no trace of it
 * stays on the medium is not promised; that none stays in the store's files, only after {@link #scrub}.
 */
public interface ClientStore extends AutoCloseable {
    /** All rows of a table, which must be a small one, oldest key first; rows put since the last commit included. */
    List<Row> rows(Table table);

    /** The value of a key. */
    Optional<String> get(Table table, String key);

    /** The first rows, at most {@code limit}, with keys from {@code from} to before {@code to}: ascending by UTF-8 bytes. */
    List<Row> first(Table table, String from, String to, int limit);

    /** The last rows with such keys: descending. */
    List<Row> last(Table table, String from, String to, int limit);

    /** Adds a row, or replaces the value of the one with this key. */
    void put(Table table, String key, String value);

    /** Removes a row, if it is there. */
    void remove(Table table, String key);

    /** Removes all rows whose key begins with {@code prefix}. */
    void removeAll(Table table, String prefix);

    /**
     * Makes all changes durable.
     *
     * @throws StoreException if it could not; then none of them is there, and who goes on by what it has in memory goes on
     *     by what is not: see {@link StrictClientStore}
     */
    void commit() throws StoreException;

    /**
     * Takes what was removed or replaced before the last commit out of the store's files, its journal included. To be called
     * right after a commit; where it cannot be done now it is left for the next call. A store that keeps no such traces need
     * do nothing.
     */
    default void scrub() {}

    @Override
    void close();
}
