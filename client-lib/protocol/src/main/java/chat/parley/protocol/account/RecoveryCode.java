package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Crypto;
import java.util.Arrays;

/**
 * 128 random bits that open an account without its password, written down on paper once: seven groups of four characters,
 * of which the last two characters find typing errors. It never prints itself by accident.
 */
public final class RecoveryCode {
    /** Length in bytes. */
    public static final int BYTES = 16;

    private static final int DATA_CHARACTERS = 26;
    private static final int CHARACTERS = 28;

    /** Prime and below 32 * 32: one wrong character, or two neighbours that changed places, always change the rest. */
    private static final int CHECK = 1021;

    private final byte[] bytes;

    private RecoveryCode(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RecoveryCode random(Crypto crypto) {
        return new RecoveryCode(crypto.random(BYTES));
    }

    /**
     * Reads what a person typed.
     *
     * @throws BadAccountException if it is no recovery code
     */
    public static RecoveryCode of(String typed) throws BadAccountException {
        int[] values = Base32.values(typed, CHARACTERS);
        byte[] bytes = Base32.join(values, BYTES);
        if (values[DATA_CHARACTERS] * 32 + values[DATA_CHARACTERS + 1] != check(values)) {
            throw new BadAccountException("a character of the recovery code is wrong: compare it with the paper");
        }
        return new RecoveryCode(bytes);
    }

    /** The code for the person to write down: {@code XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX}. */
    public String show() {
        int[] values = Base32.split(bytes, CHARACTERS);
        int check = check(values);
        values[DATA_CHARACTERS] = check / 32;
        values[DATA_CHARACTERS + 1] = check % 32;
        return Base32.groups(values);
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
