package chat.parley.android.talk;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import java.util.List;
import java.util.function.Predicate;

/** Goes back in what was said, as far as it takes. The worker's. */
final class Pages {
    /** Further back than so many messages nothing is looked for. */
    static final int MAX = 20_000;

    private Pages() {}

    /**
     * The last messages that are on this phone, oldest first: so many at least, and more until one of them is wanted, or
     * there are none.
     */
    static List<ClientEvent.Message> until(
            ParleyClient client, RoomRef room, int least, Predicate<ClientEvent.Message> wanted) {
        int count = least;
        while (true) {
            List<ClientEvent.Message> found = client.history(room, count);
            if (found.size() < count || count >= MAX || found.stream().anyMatch(wanted)) {
                return found;
            }
            count = Math.min(MAX, count * 4);
        }
    }
}
