package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Crypto;
import java.util.Arrays;
import java.util.Locale;

/**
 * 128 random bits that open an account without its password, written down on paper once: seven groups of four characters
 * of Crockford's base 32 (https://www.crockford.com/base32.html), the last two of which find typing errors. It never
 * prints itself by accident.
 */
public final class RecoveryCode {
    /** Length in bytes. */
    public static final int BYTES = 16;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int DATA_CHARACTERS = 26;
    private static final int CHARACTERS = 28;

    /** Prime and below 32 * 32: a wrong character, or two that changed places, always change the remainder. */
    private static final int CHECK = 1021;

    private final byte[] bytes;

    private RecoveryCode(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RecoveryCode random(Crypto crypto) {
        return new RecoveryCode(crypto.random(BYTES));
    }

    /**
     * Reads what a person typed: letters of either case, I and L for 1, O for 0, hyphens and blanks ignored.
     *
     * @throws BadAccountException if it is no recovery code
     */
    public static RecoveryCode of(String typed) throws BadAccountException {
        String text = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('I', '1')
                .replace('L', '1')
                .replace('O', '0');
        if (text.length() != CHARACTERS) {
            throw new BadAccountException("a recovery code has " + CHARACTERS + " characters, in seven groups of four");
        }
        int[] values = new int[CHARACTERS];
        for (int i = 0; i < CHARACTERS; i++) {
            values[i] = ALPHABET.indexOf(text.charAt(i));
            if (values[i] < 0) {
                throw new BadAccountException("'" + text.charAt(i) + "' is no character of a recovery code");
            }
        }
        byte[] bytes = new byte[BYTES];
        for (int bit = 0; bit < DATA_CHARACTERS * 5; bit++) {
            if ((values[bit / 5] >> 4 - bit % 5 & 1) == 1) {
                if (bit >= BYTES * 8) {
                    throw new BadAccountException("this is no recovery code");
                }
                bytes[bit / 8] |= (byte) (1 << 7 - bit % 8);
            }
        }
        if (values[DATA_CHARACTERS] * 32 + values[DATA_CHARACTERS + 1] != check(values)) {
            throw new BadAccountException("a character of the recovery code is wrong: compare it with the paper");
        }
        return new RecoveryCode(bytes);
    }

    /** The code for the person to write down: {@code XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX}. */
    public String show() {
        int[] values = new int[CHARACTERS];
        for (int bit = 0; bit < BYTES * 8; bit++) {
            values[bit / 5] |= (bytes[bit / 8] >> 7 - bit % 8 & 1) << 4 - bit % 5;
        }
        int check = check(values);
        values[DATA_CHARACTERS] = check / 32;
        values[DATA_CHARACTERS + 1] = check % 32;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            text.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(values[i]));
        }
        return text.toString();
    }

    /** Overwrites it. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    byte[] expose() {
        return bytes;
    }

    @Override
    public String toString() {
        return "RecoveryCode(…)";
    }

    private static int check(int[] values) {
        int rest = 0;
        for (int i = 0; i < DATA_CHARACTERS; i++) {
            rest = (rest * 32 + values[i]) % CHECK;
        }
        return rest;
    }
}
