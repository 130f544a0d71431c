package chat.parley.client;

import chat.parley.protocol.id.EventId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that this client's user has said and that is not encrypted yet: it is in the local store, goes out by itself,
 * and can be taken back until then. See {@link ParleyClient#waiting}.
 *
 * @param number that {@link ParleyClient#say}, {@link ParleyClient#reply} or {@link SharedFiles#send} returned
 * @param text of a file its caption, which may be empty
 * @param replyTo the message it answers
 * @param file if it is about one: it is at the servers, sealed, and not said in the room yet
 * @param since when it was put in line, by this device's clock
 * @param what it waits for now
 */
public record Waiting(
        long number,
        String text,
        Optional<EventId> replyTo,
        Optional<ClientEvent.Attachment> file,
        Instant since,
        For what) {
    /** What something waits for. */
    public enum For {
        /** A server has to be reached, and to have told who is in the room. */
        SERVER,
        /** The other of a conversation of two has to come in: it would be encrypted for nobody. */
        PEER,
        /** The name of the other of a conversation of two is somebody else's now: this user has to accept that. */
        ACCEPTANCE
    }
}
