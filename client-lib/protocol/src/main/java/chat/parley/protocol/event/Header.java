package chat.parley.protocol.event;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signed part of an event (PROTOCOL.md, section "Header").
 *
 * @param rules the rules of the log, such as {@code open/1}
 * @param log the log; empty in a genesis, whose id names it
 * @param eventClass control, key or content
 * @param kind what it is within its class
 * @param author user and device
 * @param seq 1 for a device's first event in the log, then one more each time
 * @param prev the device's event with {@code seq - 1}; empty for the first
 * @param parents the heads that the device saw besides {@code prev}, ascending, without repetition
 * @param control the maximal control events among the ancestors, ascending
 * @param lamport one more than the highest of {@code parents} and {@code prev}; 0 in a genesis
 * @param time milliseconds since 1970 by the device's clock: shown, never trusted
 * @param blobs files that the body refers to, ascending
 * @param body hash of the body
 * @param length bytes of the body
 */
public record Header(
        String rules,
        Optional<LogId> log,
        EventClass eventClass,
        String kind,
        Author author,
        long seq,
        Optional<EventId> prev,
        List<EventId> parents,
        List<EventId> control,
        long lamport,
        long time,
        List<BlobId> blobs,
        Hash body,
        long length) {
    /** Largest header, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Most parents besides {@code prev}. */
    public static final int MAX_PARENTS = 16;

    /** Most entries of {@code control}. */
    public static final int MAX_CONTROL = 64;

    /** Most files that one event refers to. */
    public static final int MAX_BLOBS = 16;

    /**
     * Who made an event.
     *
     * @param user the person; empty in the genesis of an identity, which makes the id
     * @param device the key that signed
     */
    public record Author(Optional<UserId> user, DeviceId device) {}

    public DeviceId device() {
        return author.device();
    }

    /** Whether the event begins a log. */
    public boolean genesis() {
        return !log.isPresent();
    }

    public boolean control(String wanted) {
        return eventClass == EventClass.CONTROL && kind.equals(wanted);
    }

    public boolean key(String wanted) {
        return eventClass == EventClass.KEY && kind.equals(wanted);
    }

    /** {@code parents} and {@code prev}: all events that this one directly follows. */
    public List<EventId> antecedents() {
        if (!prev.isPresent()) {
            return parents;
        }
        List<EventId> all = new ArrayList<>(parents.size() + 1);
        all.addAll(parents);
        all.add(prev.get());
        return all;
    }
}
