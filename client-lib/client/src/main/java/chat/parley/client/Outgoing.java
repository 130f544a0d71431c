package chat.parley.client;

/**
 * How far what this client's user has said and done is: texts, and whatever else the others are to learn.
 *
 * @param waiting so much of it no server has stored yet
 * @param lost so much of it, since the client was opened, will never be stored: a server refused it, or there was no
 *     writing any more where it was to be written. Each was told as a {@link ClientEvent.Problem}
 */
public record Outgoing(int waiting, int lost) {}
