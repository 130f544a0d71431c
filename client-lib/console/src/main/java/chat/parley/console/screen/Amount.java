package chat.parley.console.screen;

import java.util.Locale;

/** Numbers of bytes and seconds in words. */
public final class Amount {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private Amount() {}

    /** As {@code 8 bytes}, {@code 1.2 MB}, {@code 340 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < UNITS.length - 1);
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** As {@code 12 s}, {@code 3 min}, {@code 2 h}. */
    public static String seconds(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        }
        return seconds < 2 * HOUR ? seconds / MINUTE + " min" : seconds / HOUR + " h";
    }
}
