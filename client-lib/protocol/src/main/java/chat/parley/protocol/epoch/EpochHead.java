package chat.parley.protocol.epoch;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import java.util.Optional;

/**
 * What an epoch says to everybody.
 *
 * @param previous the epoch that this one extends; empty for a fresh one
 * @param commitment hash of the epoch's secret
 * @param state hash of the room's folded state at this point
 * @param count number of boxes
 * @param archive in owned rooms, what only holders of the secret read: base64url without padding of a ciphertext
 */
public record EpochHead(Optional<EventId> previous, Hash commitment, Hash state, long count, Optional<String> archive) {
    /** Longest archive, in characters. */
    public static final int MAX_ARCHIVE = 8 * 1024;

    /** The head of an open room's epoch. */
    public EpochHead(Optional<EventId> previous, Hash commitment, Hash state, long count) {
        this(previous, commitment, state, count, Optional.empty());
    }

    /** Whether newcomers are added to the audience of {@link #previous}. */
    public boolean extended() {
        return previous.isPresent();
    }
}
