package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks for messages that have all of some words, newest first: the last of each room first, the rooms merged by the
 * messages' times. It reads the store a page at a time, so that the client's thread is free between two steps, and holds
 * no more than a page of each room. There is no index: even blinded, it would show how often which word is said; a hundred
 * thousand messages are read in half a second to two.
 */
public final class Search {
    /** Messages read in one step. */
    static final int PAGE = 256;

    private final Set<String> words = new LinkedHashSet<>();
    private final List<Cursor> cursors = new ArrayList<>();
    private final List<ClientEvent.Message> found = new ArrayList<>();
    private final int limit;
    private final Silence silence;

    Search(String text, Collection<MessageRows> rooms, int limit, Silence silence) {
        this.limit = limit;
        this.silence = silence;
        for (String word : plain(text).split("\\s+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (!words.isEmpty()) {
            rooms.forEach(rows -> cursors.add(new Cursor(rows)));
        }
    }

    /** Looks on; false when all is found. */
    public boolean step() {
        for (Cursor each : cursors) {
            if (each.hits.isEmpty() && !each.done && found.size() < limit) {
                each.read();
                return true;
            }
        }
        cursors.removeIf(each -> each.hits.isEmpty());
        if (cursors.isEmpty() || found.size() >= limit) {
            return false;
        }
        Cursor newest = cursors.get(0);
        for (Cursor each : cursors) {
            if (each.hits.peek().time().isAfter(newest.hits.peek().time())) {
                newest = each;
            }
        }
        found.add(newest.hits.poll());
        return true;
    }

    /** What was found until now, newest first. */
    public List<ClientEvent.Message> found() {
        return found;
    }

    private boolean matches(String text) {
        String plain = plain(text);
        for (String word : words) {
            if (!plain.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** The same for all ways in which a text can be written: composed or not, wide or not, in any case of letters. */
    static String plain(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(upper.length());
        // Letter by letter: a whole word's lower case depends on where in it a letter stands.
        upper.codePoints().map(Character::toLowerCase).forEach(plain::appendCodePoint);
        return Normalizer.normalize(plain, Normalizer.Form.NFKC);
    }

    /** How far one room has been read. */
    private final class Cursor {
        private final MessageRows rows;
        private final Deque<ClientEvent.Message> hits = new ArrayDeque<>();
        private String before;
        private boolean done;

        private Cursor(MessageRows rows) {
            this.rows = rows;
            this.before = rows.end();
        }

        private void read() {
            List<MessageRows.Kept> page = rows.last(before, PAGE);
            done = page.size() < PAGE;
            for (MessageRows.Kept each : page) {
                before = each.key();
                if (!each.hidden() && matches(each.now().text())) {
                    silence.seen(each.now()).ifPresent(hits::add);
                }
            }
        }
    }
}
