package chat.parley.server.blob;

import java.time.Duration;

/**
 * How much of files this node takes and how long it keeps them.
 *
 * @param maxBytes largest sealed file
 * @param userBytes all sealed files that one person has brought here and that are kept
 * @param userDayBytes what one person may bring in a day, kept or not
 * @param storeBytes all sealed files kept here
 * @param reserveBytes what stays free on the disk, for the events
 * @param keep how long a file is kept that a log names
 * @param grace how long any other one is kept, and what was begun and not gone on with
 */
public record BlobLimits(
        long maxBytes,
        long userBytes,
        long userDayBytes,
        long storeBytes,
        long reserveBytes,
        Duration keep,
        Duration grace) {
    private static final long MIB = 1024L * 1024;

    /** A file of 2 GiB, sealed, and some. */
    public static final long MAX_BYTES = 2304 * MIB;

    public static final long USER_BYTES = 10 * 1024 * MIB;
    public static final long USER_DAY_BYTES = 5 * 1024 * MIB;
    public static final long STORE_BYTES = 100 * 1024 * MIB;
    public static final long RESERVE_BYTES = 512 * MIB;
    public static final Duration KEEP = Duration.ofDays(365);
    public static final Duration GRACE = Duration.ofHours(24);

    /** What holds unless it is set. */
    public static final BlobLimits STANDARD =
            new BlobLimits(MAX_BYTES, USER_BYTES, USER_DAY_BYTES, STORE_BYTES, RESERVE_BYTES, KEEP, GRACE);
}
