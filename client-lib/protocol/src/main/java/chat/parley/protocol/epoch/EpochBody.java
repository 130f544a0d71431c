package chat.parley.protocol.epoch;

import java.util.List;

/**
 * The whole body of an epoch.
 *
 * @param boxes ascending by device
 */
public record EpochBody(EpochHead head, List<EpochBox> boxes) {
    /** Most boxes: a room has at most so many devices. */
    public static final int MAX_BOXES = 1000;
}
