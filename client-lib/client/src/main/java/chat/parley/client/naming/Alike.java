package chat.parley.client.naming;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which names look alike, and what tells apart those that do: the start of an id, which is a key's. It is long enough that
 * a key with the same start is not found by trying, as one of four characters would be.
 */
public final class Alike {
    /** So many characters of an id are shown, or more: until they differ. */
    public static final int ID_CHARACTERS = 8;

    private Alike() {}

    /** The same for all names that are shown alike. */
    public static String key(String name) {
        return fold(InertText.name(name));
    }

    /** The same for all texts that differ only in the case or width of letters, or in how their accents are composed. */
    public static String fold(String text) {
        return composed(composed(text).toLowerCase(Locale.ROOT));
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** The start of an id that none of the others has, in any case of letters. */
    public static String start(String id, Stream<String> others) {
        int length = others.filter(other -> !other.equals(id))
                .mapToInt(other -> common(id, other) + 1)
                .reduce(ID_CHARACTERS, Math::max);
        return id.substring(0, Math.min(length, id.length()));
    }

    private static int common(String one, String other) {
        int length = 0;
        while (length < one.length() && one.regionMatches(true, length, other, length, 1)) {
            length++;
        }
        return length;
    }
}
