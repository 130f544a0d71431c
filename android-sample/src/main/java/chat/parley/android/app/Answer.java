package chat.parley.android.app;

import chat.parley.android.R;
import chat.parley.android.welcome.ServerAddress;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.rules.ActCodec;
import java.util.Optional;
import java.util.function.Consumer;

/** What an answer must be: it is looked at before the question goes away, and what was typed with it. */
public enum Answer {
    ANY(0, text -> {}),
    /** The name of an open room. */
    ROOM(R.string.bad_room_name, RoomRef::open),
    ACCOUNT(R.string.bad_account_name, AccountName::new),
    /** What people and rooms are called. */
    NAME(R.string.bad_name, text -> fit(ActCodec.validName(text))),
    SERVERS(R.string.bad_server, ServerAddress::all),
    ROOM_LINK(R.string.bad_link, text -> fit(text.startsWith("parley:room:"))),
    DEVICE_CODE(R.string.account_bad_code, text -> fit(text.startsWith("parley:device:")));

    private final int complaint;
    private final Consumer<String> reader;

    /** @param reader throws IllegalArgumentException if a text will not do */
    Answer(int complaint, Consumer<String> reader) {
        this.complaint = complaint;
        this.reader = reader;
    }

    /** What is wrong with an answer, as a text of the resources; empty if it will do. */
    Optional<Integer> complaint(String text) {
        try {
            reader.accept(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(complaint);
        }
    }

    private static void fit(boolean will) {
        if (!will) {
            throw new IllegalArgumentException("not such an answer");
        }
    }
}
