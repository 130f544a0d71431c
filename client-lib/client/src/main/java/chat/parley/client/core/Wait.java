package chat.parley.client.core;

/** How long a member leaves it to others to write what any of them may: long enough that usually one does. */
final class Wait {
    /** Shortest wait, in milliseconds. */
    static final long MIN_MILLIS = 4000;

    /** Longest wait, in milliseconds. */
    static final long MAX_MILLIS = 12_000;

    private Wait() {}

    /** When to look again whether nobody has: not the same for all. */
    static long until(Platform platform) {
        int dice = platform.crypto().random(1)[0] & 0xff;
        return platform.clock().millis() + MIN_MILLIS + (MAX_MILLIS - MIN_MILLIS) * dice / 255;
    }
}
