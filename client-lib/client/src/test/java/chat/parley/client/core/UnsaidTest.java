package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnsaidTest {
    private static final RoomRef ROOM = RoomRef.open("lobby");

    private final MemoryClientStore store = new MemoryClientStore();
    private final Unsaid unsaid = new Unsaid(ROOM, store);

    @Test
    @DisplayName("What was put in line by version 1 of the store, which kept no time, is in line after the update")
    void resume_rowWithoutATime_isInLine() {
        unsaid.add(7, 1_000, new Content.Text("before the update"));
        String row = store.get(Table.PENDING, "7").orElseThrow();
        Unsaid updated = new Unsaid(ROOM, store);

        updated.resume(7, row.replace(" 1000 ", " "));
        updated.resume(8, row);

        assertThat(updated.inLine()).extracting(Unsaid.Line::since).containsExactly(0L, 1_000L);
        assertThat(updated.inLine())
                .extracting(Unsaid.Line::content)
                .containsOnly(new Content.Text("before the update"));
    }
}
