package chat.parley.bench;

/** Looks for something in bytes that are not worth a string. */
final class Bytes {
    private Bytes() {}

    /** Where {@code sought} begins within {@code length} bytes from {@code from}, or -1. */
    static int find(byte[] bytes, int from, int length, byte[] sought) {
        int last = from + length - sought.length;
        for (int at = from; at <= last; at++) {
            int matched = 0;
            while (matched < sought.length && bytes[at + matched] == sought[matched]) {
                matched++;
            }
            if (matched == sought.length) {
                return at;
            }
        }
        return -1;
    }

    /** The number written at a place. */
    static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = at; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }
}
