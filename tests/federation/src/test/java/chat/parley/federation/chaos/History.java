package chat.parley.federation.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * All that one client did and was told, and how it ended.
 *
 * @param person whose client it is; nobody else in the run is called so
 * @param entries in the order in which they were recorded
 * @param finalIds the messages of the room as the client keeps it, in its order
 * @param unsent how many messages no server has stored, by the client's own count
 */
record History(String person, List<Entry> entries, List<String> finalIds, int unsent) {
    /** The entries of one kind. */
    <T extends Entry> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Entry each : entries) {
            if (kind.isInstance(each)) {
                found.add(kind.cast(each));
            }
        }
        return found;
    }
}
