package chat.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every platform's store does. */
public abstract class ClientStoreContract {
    private static final String ALPHABET = "-019AZ_az";

    /** An empty store. */
    protected abstract ClientStore open() throws Exception;

    @Test
    @DisplayName("keys are found, and ranges of them read from either end, in the order of their bytes")
    void ranges_randomKeys_asInSortedMap() throws Exception {
        Random random = new Random(7);
        TreeMap<String, String> model = new TreeMap<>();
        try (ClientStore store = open()) {
            for (int i = 0; i < 400; i++) {
                String key = key(random);
                if (random.nextInt(4) == 0) {
                    model.remove(key);
                    store.remove(Table.PLACE, key);
                } else {
                    model.put(key, "value " + i);
                    store.put(Table.PLACE, key, "value " + i);
                }
                if (random.nextInt(20) == 0) {
                    store.commit();
                }
                String from = key(random);
                String to = from + key(random);
                int limit = 1 + random.nextInt(9);
                assertThat(store.get(Table.PLACE, from).orElse(null)).isEqualTo(model.get(from));
                assertThat(store.first(Table.PLACE, from, to, limit))
                        .isEqualTo(rows(model.subMap(from, to), limit, false));
                assertThat(store.last(Table.PLACE, "-", to, limit))
                        .isEqualTo(rows(model.headMap(to).tailMap("-"), limit, true));
            }
            store.removeAll(Table.PLACE, "a");
            model.keySet().removeIf(key -> key.startsWith("a"));
            assertThat(store.first(Table.PLACE, "", "~", Integer.MAX_VALUE))
                    .isEqualTo(rows(model, Integer.MAX_VALUE, false))
                    .isNotEmpty();
            assertThat(store.first(Table.RULE, "", "~", 1)).isEmpty();
        }
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }

    private static List<Row> rows(SortedMap<String, String> map, int limit, boolean fromEnd) {
        List<Row> rows = new ArrayList<>();
        map.forEach((key, value) -> rows.add(fromEnd ? 0 : rows.size(), new Row(key, value)));
        return rows.subList(0, Math.min(limit, rows.size()));
    }
}
