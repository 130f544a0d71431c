package chat.parley.protocol.crypto;

/**
 * What stretching a password costs (Argon2id, RFC 9106). Outside the limits it is refused: below them a password would be
 * guessed too soon, above them whoever names the cost could stop a client.
 *
 * @param operations passes over the memory
 * @param memory in bytes
 */
public record Cost(long operations, long memory) {
    /** Fewest passes. */
    public static final long MIN_OPERATIONS = 2;

    /** Most passes. */
    public static final long MAX_OPERATIONS = 16;

    /** Least memory, in bytes. */
    public static final long MIN_MEMORY = 64L * 1024 * 1024;

    /** Most memory, in bytes. */
    public static final long MAX_MEMORY = 1024L * 1024 * 1024;

    /** What new accounts take: about a third of a second on a desktop of 2020. */
    public static final Cost USUAL = new Cost(3, MIN_MEMORY);

    public Cost {
        if (operations < MIN_OPERATIONS || operations > MAX_OPERATIONS) {
            throw new IllegalArgumentException(
                    "the cost has " + MIN_OPERATIONS + " to " + MAX_OPERATIONS + " operations");
        }
        if (memory < MIN_MEMORY || memory > MAX_MEMORY) {
            throw new IllegalArgumentException("the cost is " + MIN_MEMORY + " to " + MAX_MEMORY + " bytes of memory");
        }
    }

    /** Whether this is dearer than {@code other} in one respect, and not cheaper in any. */
    public boolean exceeds(Cost other) {
        return operations >= other.operations && memory >= other.memory && !equals(other);
    }
}
