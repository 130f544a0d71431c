package chat.parley.client;

import chat.parley.protocol.blob.FileLabel;
import chat.parley.protocol.blob.Preview;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files that people give each other in rooms. Each is sealed under a key of its own before it leaves this device, and lies
 * sealed at the servers; the message with its key is a {@link ClientEvent.Message} with a {@link ClientEvent.Attachment}.
 * Nothing is fetched before {@link #accept}. Transfers run on threads of their own, a few at a time; they tell {@link
 * ClientEvent.FileProgress}, move with the client from server to server, and go on where they were.
 */
public interface SharedFiles {
    /** Longest name of a file, in bytes of UTF-8. */
    int MAX_NAME_BYTES = FileLabel.MAX_BYTES;

    /** Longest caption, in bytes of UTF-8. */
    int MAX_CAPTION_BYTES = Content.MAX_CAPTION_BYTES;

    /** Largest preview, in bytes. */
    int MAX_PREVIEW_BYTES = Preview.MAX_BYTES;

    /** Largest width and height of a preview, in pixels. */
    int MAX_PREVIEW_PIXELS = Preview.MAX_PIXELS;

    /**
     * Sends a file: seals it into this client's folder, brings it to two servers (or the only one there is), and says so in
     * the room. From when it is sealed, that survives a restart; it goes on when a server is connected.
     *
     * @return a number that {@link ClientEvent.FileProgress}, then {@link ClientEvent.Sent}, {@link ClientEvent.Stored} and
     *     {@link ClientEvent.Safe}, or {@link ClientEvent.FileFailed} repeat. Between them it may be {@link ClientEvent.Waits},
     *     and can be taken back by {@link ParleyClient#takeBack}
     * @throws IllegalArgumentException if name, type, caption or preview are not allowed
     * @throws IllegalStateException if the room was not joined, the client is closed, or {@link #MAX_TRANSFERS} are under way
     * @throws RoomException NOT_ALLOWED if this user only reads there
     */
    long send(RoomRef room, Outgoing file);

    /**
     * Fetches a file, checks all of it, and saves it as a new one: nothing is overwritten, and of one that is not genuine
     * nothing is saved. Answered by {@link ClientEvent.FileSaved} or {@link ClientEvent.FileFailed}. After a restart it is to
     * be accepted again, and goes on where it was.
     *
     * @param folder where; the file's name there is made of letters, digits and few signs of the name it came with, and
     *     counted if there is such a file
     * @return a number that the answer and {@link ClientEvent.FileProgress} repeat
     * @throws RoomException NO_MESSAGE if there is no such file, or it was deleted
     * @throws IllegalArgumentException if there is no such folder
     */
    long accept(RoomRef room, EventId message, Path folder);

    /**
     * A file is not wanted: what has come of it is deleted. It can be accepted later all the same.
     *
     * @throws RoomException NO_MESSAGE if there is no such file
     */
    void reject(RoomRef room, EventId message);

    /** Ends a transfer, answered by {@link ClientEvent.FileFailed}; does nothing if it is over. */
    void cancel(long number);

    /** The last files of a room, own ones included, oldest first, at most {@code limit}. */
    List<Offer> list(RoomRef room, int limit);

    /** Own files that are sealed and not said in their rooms yet, oldest first: those that a restart goes on with. */
    List<Sending> sending();

    /** Most transfers under way and in line. */
    int MAX_TRANSFERS = 256;

    /**
     * A file to be sent.
     *
     * @param name a label for people, 1 to {@value #MAX_NAME_BYTES} bytes without control characters
     * @param type such as {@code image/png}
     * @param source read once, to its end, on a thread of its own
     * @param preview a PNG or JPEG of at most {@value #MAX_PREVIEW_BYTES} bytes and {@value #MAX_PREVIEW_PIXELS} pixels each
     *     way, with nothing in it but the picture
     * @param caption may be empty
     */
    record Outgoing(String name, String type, Source source, Optional<byte[]> preview, String caption) {
        /** A file without a preview or a caption. */
        public Outgoing(String name, String type, Source source) {
            this(name, type, source, Optional.empty(), "");
        }
    }

    /** Where a file's bytes come from. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;

        /** How many bytes there are, if that is known before they are read: what is too large is refused at once. */
        default OptionalLong size() {
            return OptionalLong.empty();
        }
    }

    /**
     * A file in a room.
     *
     * @param saved where it was saved last, if that is known
     */
    record Offer(ClientEvent.Message message, State state, Optional<Path> saved) {}

    /**
     * An own file on its way to the servers.
     *
     * @param number of {@link #send}, a restart before included
     */
    record Sending(RoomRef room, long number, ClientEvent.Attachment file, String caption) {}

    /** What has become of a file here. */
    enum State {
        OFFERED,
        /** Being fetched, or in line. */
        COMING,
        SAVED,
        REJECTED
    }
}
