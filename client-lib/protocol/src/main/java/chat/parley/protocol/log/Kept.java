package chat.parley.protocol.log;

/**
 * How much a {@link Replica} keeps in memory of what its store's logs fold into: those that were used last. The others are read
 * again when they are used.
 *
 * @param rooms most rooms
 * @param identities most identities
 */
public record Kept(int rooms, int identities) {
    /** Everything. */
    public static final Kept ALL = new Kept(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
