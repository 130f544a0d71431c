package chat.parley.android.search;

import chat.parley.android.app.Names;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What was found.
 *
 * @param words what was looked for
 * @param messages newest first
 * @param titles of their rooms
 * @param names of the people in each
 */
record Found(String words, List<ClientEvent.Message> messages, Map<RoomRef, String> titles, Map<RoomRef, Names> names) {
    static Found nothing(String words) {
        return new Found(words, Collections.emptyList(), Collections.emptyMap(), Collections.emptyMap());
    }
}
