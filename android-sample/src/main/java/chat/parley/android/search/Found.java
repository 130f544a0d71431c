package chat.parley.android.search;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.List;
import java.util.Map;

/**
 * What was found.
 *
 * @param words what was looked for
 * @param messages newest first
 * @param titles of their rooms
 */
record Found(String words, List<ClientEvent.Message> messages, Map<RoomRef, String> titles) {}
