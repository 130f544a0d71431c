package chat.parley.android.talk;

import chat.parley.android.file.Move;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomInfo;
import chat.parley.client.Waiting;
import java.time.LocalDate;
import java.util.Optional;

/** Something in a conversation, from top to bottom. */
public sealed interface Item {
    /** A new day begins. */
    record Day(LocalDate date) implements Item {}

    /** What comes below was not seen before. */
    record Unread() implements Item {}

    /**
     * A message.
     *
     * @param first whether somebody else, or another day, was before it: the name is shown
     * @param answered the message it answers, if that is here
     * @param state of an own message, if something was heard of it
     */
    record Bubble(
            ClientEvent.Message message, boolean first, Optional<ClientEvent.Message> answered, Optional<Far> state)
            implements Item {}

    /** Something that was said and is not encrypted yet. */
    record Unsent(Waiting waiting) implements Item {}

    /** An own file that is not said yet. */
    record Sending(Move move) implements Item {}

    /**
     * Something that happened, worth a line; {@link NoteWords} says it.
     *
     * @param before what the room was called, and was about, if that is known and is another now
     */
    record Note(ClientEvent event, Optional<RoomInfo> before) implements Item {
        Note(ClientEvent event) {
            this(event, Optional.empty());
        }
    }
}
