package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the control events of a room fold into: its members and their devices, and in an owned room who may do what.
 * Immutable; equal for equal sets of events, whatever the order in which they came (I8).
 *
 * @param members by user id
 * @param gone devices that a cited revocation or a fork has put out, of members and of others
 * @param hierarchy ranks and all else that only an owned room has; empty in an open room
 */
public record RoomState(SortedMap<UserId, Member> members, Set<DeviceId> gone, Optional<Hierarchy> hierarchy) {
    /** The state of a room that nobody joined. */
    public static final RoomState EMPTY =
            new RoomState(Collections.<UserId, Member>emptySortedMap(), Collections.<DeviceId>emptySet());

    /** The state of an open room. */
    public RoomState(SortedMap<UserId, Member> members, Set<DeviceId> gone) {
        this(members, gone, Optional.empty());
    }

    /**
     * A member.
     *
     * @param name what they called themselves at their last join
     * @param identity all heads of their identity that the room's events have cited
     * @param devices live devices and their sealing keys
     */
    public record Member(String name, List<EventId> identity, SortedMap<DeviceId, SealingKey> devices) {}

    /** Whether {@code device} may speak for {@code user} here. */
    public boolean speaks(UserId user, DeviceId device) {
        Member member = members.get(user);
        return member != null && member.devices().containsKey(device);
    }

    /** Whether {@code device} may say something for {@code user} here: guests only read. */
    public boolean mayWrite(UserId user, DeviceId device) {
        return speaks(user, device)
                && (!hierarchy.isPresent() || hierarchy.get().atLeast(user, Rank.MEMBER));
    }

    /** A person's rank; empty for who is no member, and in an open room for all. */
    public Optional<Rank> rank(UserId user) {
        return hierarchy.flatMap(ranks -> ranks.rank(user));
    }

    /** The effective devices: all live devices of all members. */
    public SortedMap<DeviceId, SealingKey> devices() {
        SortedMap<DeviceId, SealingKey> all = new TreeMap<>();
        for (Member member : members.values()) {
            all.putAll(member.devices());
        }
        return all;
    }

    /**
     * Those of an epoch's audience who must not have the keys of what comes: a fresh epoch is due first. In an owned room
     * all who are no longer in it; in an open one, where anybody may read, devices that were put out.
     */
    public Set<DeviceId> excess(Set<DeviceId> audience) {
        Set<DeviceId> excess = new TreeSet<>(audience);
        if (hierarchy.isPresent()) {
            excess.removeAll(devices().keySet());
        } else {
            excess.retainAll(gone);
        }
        return excess;
    }

    /** The hash that an epoch carries, so that folds that differ are seen at once (PROTOCOL.md, section "Epochs"). */
    public Hash hash(Crypto crypto) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<UserId, Member> each : members.entrySet()) {
            write(out, 'M', each.getKey().bytes());
            rank(each.getKey()).ifPresent(rank -> write(out, 'R', new byte[] {(byte) rank.weight()}));
            for (Map.Entry<DeviceId, SealingKey> device :
                    each.getValue().devices().entrySet()) {
                write(out, 'D', device.getKey().bytes());
                write(out, 'S', device.getValue().bytes());
            }
        }
        for (DeviceId device : gone) {
            write(out, 'G', device.bytes());
        }
        hierarchy.ifPresent(ranks -> ranks.write((tag, bytes) -> write(out, tag, bytes)));
        return crypto.hash(Label.ROOM_STATE, out.toByteArray());
    }

    RoomState after(List<ControlNode> nodes, IdentityLookup identities) {
        RoomFold fold = new RoomFold(this, identities);
        nodes.forEach(fold::apply);
        return fold.state();
    }

    private static void write(ByteArrayOutputStream out, char tag, byte[] bytes) {
        out.write(tag);
        out.write(bytes, 0, bytes.length);
    }
}
