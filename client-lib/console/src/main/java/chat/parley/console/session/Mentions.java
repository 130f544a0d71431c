package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import java.util.Locale;
import java.util.Optional;

/** Whether a message is meant for this person: it names them, or is in a conversation of two. */
final class Mentions {
    private final ParleyClient client;

    Mentions(ParleyClient client) {
        this.client = client;
    }

    boolean in(ClientEvent.Message message) {
        boolean direct = client.room(message.room())
                .filter(room -> room.kind() == RoomInfo.Kind.DIRECT)
                .isPresent();
        return direct && !message.sender().self() || name(message);
    }

    /** Whether it names them. */
    boolean name(ClientEvent.Message message) {
        Optional<String> account = client.account().name().map(Object::toString);
        return !message.sender().self()
                && (names(message.text(), client.me().name())
                        || account.filter(name -> names(message.text(), name)).isPresent());
    }

    /** Whether the name stands in the text as a word of its own, in any case of letters. */
    static boolean names(String text, String name) {
        String where = text.toLowerCase(Locale.ROOT);
        String what = name.toLowerCase(Locale.ROOT);
        for (int at = where.indexOf(what); at >= 0 && !what.isEmpty(); at = where.indexOf(what, at + 1)) {
            boolean begins = at == 0 || !Character.isLetterOrDigit(where.codePointBefore(at));
            int end = at + what.length();
            if (begins && (end == where.length() || !Character.isLetterOrDigit(where.codePointAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
