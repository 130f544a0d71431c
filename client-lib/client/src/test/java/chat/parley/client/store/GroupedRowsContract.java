package chat.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.log.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the client relies on: rows in groups, which are named by the first word of their keys. */
public abstract class GroupedRowsContract {
    private ClientStore store;

    /** A store without rows. */
    protected abstract ClientStore create();

    @BeforeEach
    void open() {
        store = create();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void rows_areInTheOrderInWhichTheirKeysCame() throws StoreException {
        store.put(Table.SETTING, "b", "1");
        store.put(Table.SETTING, "a", "2");
        store.put(Table.SETTING, "b", "replaced \u0000 \ud83d\udc4d \"x\"");
        store.put(Table.SETTING, "gone", "3");
        store.remove(Table.SETTING, "gone");
        store.put(Table.ROOM, "b", "another table");
        store.commit();
        assertThat(store.rows(Table.SETTING))
                .containsExactly(new Row("b", "replaced \u0000 \ud83d\udc4d \"x\""), new Row("a", "2"));
        assertThat(store.get(Table.SETTING, "a")).contains("2");
        assertThat(store.get(Table.SETTING, "gone")).isEmpty();
    }

    @Test
    void ranges_ofOneGroup_areInTheOrderOfWhatFollowsItsName() {
        for (String each : new String[] {"3", "1", "2", "10"}) {
            store.put(Table.PLACE, "log " + each, "v" + each);
            store.put(Table.PLACE, "other " + each, "w" + each);
        }
        assertThat(store.first(Table.PLACE, "log ", "log!", 10))
                .extracting(Row::key)
                .containsExactly("log 1", "log 10", "log 2", "log 3");
        assertThat(store.first(Table.PLACE, "log 10", "log 3", 10))
                .extracting(Row::value)
                .containsExactly("v10", "v2");
        assertThat(store.last(Table.PLACE, "log ", "log!", 2))
                .extracting(Row::key)
                .containsExactly("log 3", "log 2");
        assertThat(store.first(Table.PLACE, "none ", "none!", 10)).isEmpty();
    }

    @Test
    @DisplayName("a group's rows are removed together, and no other's, however alike the names are")
    void removeAll_takesOneGroup() {
        store.put(Table.CHAIN, "log1 a b", "");
        store.put(Table.CHAIN, "log1 a c", "");
        store.put(Table.CHAIN, "log1 d e", "");
        store.put(Table.CHAIN, "log10 a b", "");
        store.put(Table.CHAIN, "log% a b", "");
        store.removeAll(Table.CHAIN, "log1 a ");
        assertThat(store.rows(Table.CHAIN)).extracting(Row::key).containsExactly("log1 d e", "log10 a b", "log% a b");
        store.removeAll(Table.CHAIN, "");
        assertThat(store.rows(Table.CHAIN)).isEmpty();
    }
}
