package chat.parley.server.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A kind of database: how to get at it, and what it does otherwise than the others. */
public interface Database {

    /**
     * Opens it, brings its schema up to date and takes it for this node and its domain.
     *
     * @throws UnusableException if it cannot be reached, read or written, is damaged, is from a newer version, belongs
     *     to another domain, or another node uses it
     */
    Connection connect() throws UnusableException;

    /** Whether a lost connection can be replaced by a new one. */
    boolean reconnects();

    /** How a batch begins. */
    String begin();

    /** Whether one statement that fails, even one that reads, spoils the batch that is open. */
    boolean failureSpoilsBatch();

    /** Gives a statement a text of any characters, or null. */
    void setText(PreparedStatement statement, int index, String text) throws SQLException;

    /** Such a text, or null. */
    String text(ResultSet rows, int index) throws SQLException;
}
