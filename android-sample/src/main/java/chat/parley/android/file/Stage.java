package chat.parley.android.file;

import chat.parley.client.SharedFiles;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What is shown below a file, and what can be done with it.
 *
 * @param deeds the first is what is meant to be done; two at most
 */
record Stage(Line line, List<Deed> deeds) {
    /** What is said of it. */
    enum Line {
        NOTHING,
        /** It comes or goes: how far it is. */
        MOVING,
        FAILED,
        DECLINED,
        /** It was saved, and is not here any longer. */
        GONE
    }

    /** What the person can do. */
    enum Deed {
        ACCEPT,
        DECLINE,
        /** As accept, where nobody waits for an answer. */
        GET,
        CANCEL,
        OPEN,
        SAVE,
        /** It is seen that it was not sent. */
        DISMISS
    }

    /**
     * The file of a message.
     *
     * @param own sent by this person
     * @param here whether it lies in the inbox
     * @param failed whether it did not come when it was last wanted
     */
    static Stage of(boolean own, SharedFiles.State state, boolean here, boolean failed) {
        return switch (state) {
            case COMING -> of(Line.MOVING, Deed.CANCEL);
            case SAVED -> here ? of(Line.NOTHING, Deed.OPEN, Deed.SAVE) : of(Line.GONE, Deed.GET);
            case REJECTED -> of(Line.DECLINED, Deed.GET);
            case OFFERED -> {
                Line line = failed ? Line.FAILED : Line.NOTHING;
                yield own ? of(line, Deed.GET) : of(line, Deed.ACCEPT, Deed.DECLINE);
            }
        };
    }

    /** A file that goes. */
    static Stage of(Move move) {
        return move.failure().isPresent() ? of(Line.FAILED, Deed.DISMISS) : of(Line.MOVING, Deed.CANCEL);
    }

    private static Stage of(Line line, Deed... deeds) {
        return new Stage(line, Collections.unmodifiableList(Arrays.asList(deeds)));
    }
}
