package chat.parley.client.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClients;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.sqlite.SqliteClientStore;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.SealedClientStore;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.log.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Silence NOBODY = new Silence(user -> false);
    private static final int MANY = 100_000;

    private final Crypto crypto = ParleyClients.crypto();
    private final UserId user = new UserId(id("user"));

    @Test
    @DisplayName("all words, in any case, however written; letters of any script")
    void plain_isTheSameForAllWaysToWrite() {
        assertThat(Search.plain("STRASSE")).isEqualTo(Search.plain("straße"));
        assertThat(Search.plain("ΟΔΟΣ")).isEqualTo(Search.plain("οδος")).isEqualTo(Search.plain("οδοσ"));
        assertThat(Search.plain("e\u0301")).isEqualTo(Search.plain("É"));
        assertThat(Search.plain("ｗｉｄｅ")).isEqualTo("wide");
        assertThat(Search.plain("\u2122")).isEqualTo("tm");
        assertThat(Search.plain("東京")).isEqualTo("東京");
        assertThat(Search.plain("a")).isNotEqualTo(Search.plain("ä"));
    }

    @Test
    @DisplayName(
            "I9: rooms are merged by time, newest first; each step reads a page at most, and no more than are needed")
    void rooms_areMerged_byPages() {
        CountingStore store = new CountingStore(new MemoryClientStore());
        MessageRows one = rows("one", store);
        MessageRows two = rows("two", store);
        for (int i = 0; i < 3000; i++) {
            put(i % 3 == 0 ? one : two, i, i % 2 == 0 ? "even " + i : "odd " + i);
        }

        Search few = new Search("EVEN", List.of(one, two), 10, NOBODY);
        int steps = 0;
        int before;
        do {
            before = store.paged;
            steps++;
        } while (few.step() && store.paged - before <= Search.PAGE);

        assertThat(few.found()).extracting(ClientEvent.Message::text).startsWith("even 2998", "even 2996", "even 2994");
        assertThat(few.found()).hasSize(10);
        assertThat(store.paged).isLessThanOrEqualTo(2 * Search.PAGE);
        assertThat(steps).isLessThan(20);

        Search all = new Search("even", List.of(one, two), MANY, NOBODY);
        while (all.step()) {
            assertThat(all.found().size()).isLessThanOrEqualTo(1500);
        }
        assertThat(all.found())
                .hasSize(1500)
                .isSortedAccordingTo((a, b) -> b.time().compareTo(a.time()));
    }

    /** What a search costs; the reason why there is no index. Run with -Dparley.timing=true. */
    @Test
    @EnabledIfSystemProperty(named = "parley.timing", matches = "true")
    void timing_hundredThousandMessages(@TempDir Path folder) throws StoreException {
        try (ClientStore store = new SealedClientStore(SqliteClientStore.open(folder), crypto, crypto.newSecret())) {
            MessageRows rows = rows("big", store);
            Random random = new Random(1);
            for (int i = 0; i < MANY; i++) {
                StringBuilder text = new StringBuilder(i == 7 ? "needle" : "hay");
                for (int word = 0; word < 12; word++) {
                    text.append(' ').append(Integer.toString(random.nextInt(1 << 20), 36));
                }
                put(rows, i, text.toString());
                if (i % 10_000 == 0) {
                    store.commit();
                }
            }
            store.commit();
            for (String words : List.of("needle", "needle", "hay")) {
                long start = System.nanoTime();
                Search search = new Search(words, List.of(rows), 50, NOBODY);
                long longest = 0;
                boolean more = true;
                while (more) {
                    long step = System.nanoTime();
                    more = search.step();
                    longest = Math.max(longest, System.nanoTime() - step);
                }
                System.out.printf(
                        "search for %s in %d messages: %d found, %d ms, longest step %d ms%n",
                        words,
                        MANY,
                        search.found().size(),
                        (System.nanoTime() - start) / 1_000_000,
                        longest / 1_000_000);
            }
        }
    }

    private MessageRows rows(String name, ClientStore store) {
        return new MessageRows(new LogId(id(name)), RoomRef.open(name), user, store);
    }

    private void put(MessageRows rows, int number, String text) {
        byte[] bytes = ByteBuffer.allocate(32).putInt(28, number).array();
        ClientEvent.Message message = new ClientEvent.Message(
                RoomRef.open("any"),
                new EventId(bytes),
                new Person(user, "anna", true),
                Instant.ofEpochSecond(number),
                text,
                false);
        String first = rows.end().substring(0, rows.end().length() - 1) + " ";
        String key = first + RowKey.of(new Position(number, new DeviceId(id("device")), new EventId(bytes)));
        rows.put(new MessageRows.Kept(key, message, text, Optional.empty(), false));
    }

    private byte[] id(String name) {
        return crypto.hash(Label.BODY, name.getBytes(UTF_8)).bytes();
    }
}
