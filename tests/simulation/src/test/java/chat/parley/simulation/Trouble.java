package chat.parley.simulation;

import java.util.Set;

/** What can go wrong in a run: noted when it did something, not when it was drawn. */
enum Trouble {
    /** A frame could not get from one of two parts to the other. */
    TWO_PARTS,
    /** The same, of three parts. */
    THREE_PARTS,
    /** A frame could not get from one to another who could answer. */
    ONE_WAY_CUT,
    /** Somebody's frames waited because the whole network was taken from them. */
    OFFLINE,
    /** A connection broke with both ends alive. */
    BROKEN_LINE,
    SERVER_CRASH,
    CLIENT_CRASH,
    /** A server crashed, and accepted events that were not synced are gone. */
    UNSYNCED_LOST,
    /** A client died between the events of a step and their commit, or just after it. */
    DIED_AT_COMMIT,
    /** Somebody was frozen while tasks came in. */
    FREEZE,
    /** A sync took long, and its acknowledgements with it. */
    SLOW_DISK,
    /** A commit failed. */
    FULL_DISK,
    /** Two clocks are more than an hour apart. */
    CLOCKS_HOURS_APART,
    /** On a link, events came twice or overtook others. */
    STRAYED_EVENTS,
    /** A server lost all that was on its disk. */
    DISK_LOST,
    /** With it, an event went that no other honest server had. */
    ONLY_COPY_LOST,
    /** With it, one of the two copies of an event went that was safe. */
    SAFE_COPY_LOST,
    /** A server never came back. */
    SERVER_LOST,
    /** It was one of the few that a room had to be on. */
    REPLICA_LOST,
    /** Somebody spoke in a room at a server that had it for nothing but that. */
    GUEST_OF_NO_REPLICA,
    /** A server dropped a log that others had. */
    DROPPED,
    /** A server took in again what it had dropped. */
    CAME_BACK,
    FORGED,
    /** Somebody spoke with a liar as with their server. */
    GUEST_OF_LIAR,
    WITHHELD,
    /** A liar gave a receipt for what it did not keep. */
    FALSE_RECEIPT,
    /** A liar told one peer other heads than another. */
    FALSE_HEADS,
    /** A liar gave an untrue account of ranges of a log. */
    FALSE_RANGES,
    REORDERED,
    FLOODED,
    /** A waiting area of a server was full. */
    BOUND_REACHED,
    /** A device made two events with one number. */
    FORKED,
    /** A person heard that somebody has removed them. */
    REMOVED,
    /** What a person had been shown was taken out of sight: its author was out already. */
    HIDDEN,
    /** A person got another device, which was used. */
    SECOND_DEVICE,
    /** A person revoked one. */
    DEVICE_REVOKED,
    /** A device was put out, by a fork's proof or a revocation, and tried to come back. */
    PUT_OUT;

    /** What only rooms with owners and second devices bring. */
    static final Set<Trouble> IN_OWNED_ROOMS = Set.of(REMOVED, HIDDEN, SECOND_DEVICE, DEVICE_REVOKED);
}
