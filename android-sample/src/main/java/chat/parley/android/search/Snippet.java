package chat.parley.android.search;

import chat.parley.android.app.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The part of a text around the first word that was looked for.
 *
 * @param text one line
 * @param hits where in it words begin and end
 */
record Snippet(String text, List<Hit> hits) {
    /** So much is kept before the first hit, and in all, in characters. */
    static final int BEFORE = 30;

    static final int MAX = 160;

    private static final String CUT = "\u2026";

    /** From a character to before another. */
    record Hit(int from, int to) {}

    static Snippet of(String said, String words) {
        String line = PlainText.line(said);
        String plain = plain(line);
        List<String> wanted = new ArrayList<>();
        int first = line.length();
        for (String word : plain(words).trim().split("\\s+")) {
            int at = word.isEmpty() ? -1 : plain.indexOf(word);
            if (at >= 0) {
                wanted.add(word);
                first = Math.min(first, at);
            }
        }
        int from = first == line.length() || first <= BEFORE ? 0 : start(line, first - BEFORE);
        int to = line.length() - from <= MAX ? line.length() : start(line, from + MAX);
        String text = (from > 0 ? CUT : "") + line.substring(from, to) + (to < line.length() ? CUT : "");
        return new Snippet(text, hits(plain(text), wanted));
    }

    private static List<Hit> hits(String plain, List<String> wanted) {
        List<Hit> hits = new ArrayList<>();
        for (String word : wanted) {
            for (int at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length())) {
                hits.add(new Hit(at, at + word.length()));
            }
        }
        return hits;
    }

    /** Not between the two halves of a character. */
    private static int start(String line, int at) {
        return Character.isLowSurrogate(line.charAt(at)) ? at + 1 : at;
    }

    /** Of the same length, or the places would be others: a text for which that fails is compared as it is. */
    private static String plain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() == text.length() ? lower : text;
    }
}
