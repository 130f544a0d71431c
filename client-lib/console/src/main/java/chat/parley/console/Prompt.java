package chat.parley.console;

import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** What stands before the line being typed: the room, and what is not as usual. */
final class Prompt {
    private final ParleyClient client;
    private final RoomFocus focus;
    private final Palette palette;

    Prompt(ParleyClient client, RoomFocus focus, Palette palette) {
        this.client = client;
        this.focus = focus;
        this.palette = palette;
    }

    /** The prompt as of now: {@code lobby> }, {@code lobby (offline, 2 on the way)> }, {@code lobby (1 on one server only)> }. */
    AttributedString now() {
        List<String> state = new ArrayList<>();
        if (focus.awaited().isPresent()) {
            state.add("joining");
        }
        if (client.connection().server().isEmpty()) {
            state.add("offline");
        }
        int unsent = client.unsent();
        if (unsent > 0) {
            state.add(unsent + " on the way");
        }
        int alone = client.onOneServer();
        if (alone > 0 && client.connection().known().size() > 1) {
            state.add(alone + " on one server only");
        }
        String room = focus.current().or(focus::awaited).map(RoomRef::toString).orElse("no room");
        return palette.prompt(room, state.isEmpty() ? "" : " (" + String.join(", ", state) + ")");
    }
}
