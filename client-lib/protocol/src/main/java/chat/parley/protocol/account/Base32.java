package chat.parley.protocol.account;

import java.util.Locale;

/**
 * Crockford's base 32 (https://www.crockford.com/base32.html) as people read it from paper: groups of four, either case, I
 * and L for 1, O for 0, hyphens and blanks ignored.
 */
final class Base32 {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUP = 4;

    private Base32() {}

    /** The values, from 0 to 31, of what a person typed. */
    static int[] values(String typed, int length) throws BadAccountException {
        String text = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('I', '1')
                .replace('L', '1')
                .replace('O', '0');
        if (text.length() != length) {
            throw new BadAccountException("the code has " + length + " characters, in groups of four");
        }
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = ALPHABET.indexOf(text.charAt(i));
            if (values[i] < 0) {
                throw new BadAccountException("a code has only digits and letters, and no U");
            }
        }
        return values;
    }

    static String groups(int[] values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(ALPHABET.charAt(values[i]));
        }
        return text.toString();
    }

    /** Bytes as values of five bits each, the last filled with zeros. */
    static int[] split(byte[] bytes, int length) {
        int[] values = new int[length];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            values[bit / 5] |= (bytes[bit / 8] >> 7 - bit % 8 & 1) << 4 - bit % 5;
        }
        return values;
    }

    /** The bytes that {@link #split} has split. */
    static byte[] join(int[] values, int length) throws BadAccountException {
        byte[] bytes = new byte[length];
        for (int bit = 0; bit < (length * 8 + 4) / 5 * 5; bit++) {
            if ((values[bit / 5] >> 4 - bit % 5 & 1) == 1) {
                if (bit >= length * 8) {
                    throw new BadAccountException("this is no such code");
                }
                bytes[bit / 8] |= (byte) (1 << 7 - bit % 8);
            }
        }
        return bytes;
    }
}
