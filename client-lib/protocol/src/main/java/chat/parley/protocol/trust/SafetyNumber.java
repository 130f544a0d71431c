package chat.parley.protocol.trust;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.UserId;
import java.util.Locale;
import java.util.Optional;

/**
 * What two people read to each other, or scan from each other's screens, to know that no server has put itself between
 * them: 60 digits, the same on both sides, and a text for a QR code. A user id is the hash of the identity's first event
 * and so of its root key: whoever has another root key has another number.
 *
 * <p><b>Guarantees.</b> To make an identity with another's half of the digits takes 2^99 attempts; the code holds both ids
 * whole. <b>Restrictions.</b> It says nothing of devices: those the root key vouches for.
 */
public record SafetyNumber(UserId own, UserId other, String digits) {
    /** Digits in all. */
    public static final int DIGITS = 60;

    private static final int GROUP = 5;
    private static final int GROUP_BYTES = 5;
    private static final long GROUP_MODULUS = 100_000;
    private static final String CODE = "parley:safety:1:";

    /** The number of two people; the order does not matter for the digits. */
    public static SafetyNumber of(Crypto crypto, UserId own, UserId other) {
        boolean first = own.compareTo(other) <= 0;
        String digits = half(crypto, first ? own : other) + half(crypto, first ? other : own);
        return new SafetyNumber(own, other, digits);
    }

    /** As it is shown: twelve groups of five. */
    public String grouped() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits.length(); i += GROUP) {
            text.append(i == 0 ? "" : " ").append(digits, i, i + GROUP);
        }
        return text.toString();
    }

    /** What this side's QR code says: whom it takes itself for, and whom the other. */
    public String code() {
        return CODE + own + ":" + other;
    }

    /**
     * Compares with what the other side shows: its digits as typed, or its code as scanned or pasted.
     *
     * @return empty if it is neither
     */
    public Optional<Boolean> matches(String shown) {
        String text = shown.trim();
        if (text.startsWith(CODE)) {
            return Optional.of(text.equals(CODE + other + ":" + own));
        }
        String typed = text.replaceAll("[\\s-]", "");
        return typed.length() == DIGITS && typed.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(typed.equals(digits))
                : Optional.empty();
    }

    /** Six times five bytes, each as a number mod 100,000. */
    private static String half(Crypto crypto, UserId user) {
        byte[] hash = crypto.hash(Label.SAFETY_NUMBER, user.bytes()).bytes();
        StringBuilder digits = new StringBuilder();
        for (int group = 0; group < DIGITS / 2 / GROUP; group++) {
            long number = 0;
            for (int i = 0; i < GROUP_BYTES; i++) {
                number = number << 8 | hash[group * GROUP_BYTES + i] & 0xff;
            }
            digits.append(String.format(Locale.ROOT, "%05d", number % GROUP_MODULUS));
        }
        return digits.toString();
    }
}
