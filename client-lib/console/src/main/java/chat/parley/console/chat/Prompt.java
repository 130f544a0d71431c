package chat.parley.console.chat;

import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.console.screen.Palette;
import chat.parley.console.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;

/** What stands before the line being typed: the room, what is not as usual, and where something waits to be read. */
final class Prompt {
    /** So many rooms with something to read are named; the rest is counted. */
    private static final int MAX_NAMED = 3;

    private final Session session;
    private final Palette palette;

    Prompt(Session session, Palette palette) {
        this.session = session;
        this.palette = palette;
    }

    /** The prompt as of now: {@code lobby> }, {@code lobby (offline, 2 on the way)> }, {@code lobby [garden 3]> }; above it, files under way. */
    AttributedString now() {
        try {
            return asOfNow();
        } catch (IllegalStateException e) {
            // The client has stopped; what is done about that is not the prompt's to decide.
            return palette.prompt(List.of(), "stopped", "");
        }
    }

    private AttributedString asOfNow() {
        String room = session.focus()
                .current()
                .or(session.focus()::awaited)
                .map(session.rooms()::of)
                .orElse("no room");
        List<String> state = state();
        List<String> unread = unread();
        return palette.prompt(
                session.transfers().bars(),
                room,
                (state.isEmpty() ? "" : " (" + String.join(", ", state) + ")")
                        + (unread.isEmpty() ? "" : " [" + String.join(", ", unread) + "]"));
    }

    /** What stands at the other end of the line, for as long as it holds: {@code bob is typing}. */
    AttributedString beside() {
        List<String> names;
        try {
            names = session.focus().current().map(this::typing).orElse(List.of());
        } catch (IllegalStateException e) {
            names = List.of();
        }
        return palette.aside(
                switch (names.size()) {
                    case 0 -> "";
                    case 1 -> names.get(0) + " is typing";
                    case 2 -> names.get(0) + " and " + names.get(1) + " are typing";
                    default -> names.size() + " people are typing";
                });
    }

    private List<String> typing(RoomRef room) {
        return session.typing().in(room).stream()
                .map(person -> session.tags().of(room, person))
                .toList();
    }

    private List<String> state() {
        ParleyClient client = session.client();
        List<String> state = new ArrayList<>();
        if (session.focus().awaited().isPresent()) {
            state.add("joining");
        }
        if (client.connection().server().isEmpty()) {
            state.add("offline");
        }
        int unsent = client.unsent();
        if (unsent > 0) {
            state.add(unsent + " on the way");
        }
        int alone = client.onOneServer();
        if (alone > 0 && client.connection().known().size() > 1) {
            state.add(alone + " on one server only");
        }
        return state;
    }

    private List<String> unread() {
        Map<RoomRef, Integer> all = session.unread().all();
        List<String> named = new ArrayList<>();
        all.entrySet().stream()
                .limit(MAX_NAMED)
                .forEach(entry -> named.add(session.rooms().of(entry.getKey()) + " " + entry.getValue()));
        if (all.size() > MAX_NAMED) {
            named.add("and " + (all.size() - MAX_NAMED) + " more");
        }
        return named;
    }
}
