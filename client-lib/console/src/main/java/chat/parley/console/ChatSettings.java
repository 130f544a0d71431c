package chat.parley.console;

import chat.parley.client.ClientOptions;
import chat.parley.client.RoomRef;
import java.time.Duration;
import java.util.List;

/**
 * What a chat is started with.
 *
 * @param client for the client
 * @param rooms to join at once; the first becomes the current one
 * @param patience in a pipe: the longest wait for a server, for a room, and at the end for everything to be stored
 * @param color whether colours may be used
 */
record ChatSettings(ClientOptions client, List<RoomRef.Open> rooms, Duration patience, boolean color) {}
