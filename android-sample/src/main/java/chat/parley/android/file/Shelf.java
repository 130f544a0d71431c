package chat.parley.android.file;

import chat.parley.client.SharedFiles;
import chat.parley.protocol.id.EventId;
import java.io.File;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has become of the files of a room.
 *
 * @param places by message
 */
public record Shelf(Map<EventId, Place> places) {
    static final Shelf EMPTY = new Shelf(Collections.emptyMap());

    /** A file of which nothing was heard. */
    private static final Place OFFERED = new Place(SharedFiles.State.OFFERED, Optional.empty());

    /**
     * One file.
     *
     * @param file where it lies, if it does
     */
    record Place(SharedFiles.State state, Optional<File> file) {}

    /** Asks where each lies; not on the screens' thread. */
    static Shelf of(List<SharedFiles.Offer> offers, Inbox inbox) {
        Map<EventId, Place> places = new HashMap<>();
        for (SharedFiles.Offer each : offers) {
            places.put(each.message().id(), new Place(each.state(), each.saved().flatMap(inbox::find)));
        }
        return new Shelf(places);
    }

    Place of(EventId message) {
        return places.getOrDefault(message, OFFERED);
    }
}
