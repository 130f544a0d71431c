package chat.parley.client;

/**
 * What this client's user has said and done and no server has stored: texts, and whatever else the others are to learn.
 *
 * @param waiting so much of it goes out as soon as it can
 * @param lost so much of it, since the client was opened, will never be stored: a server refused it, or there was no
 *     writing any more where it was to be written. Each was told as a {@link ClientEvent.Problem}
 */
public record Unsettled(int waiting, int lost) {}
