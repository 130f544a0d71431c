package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the control events of an open room fold into: its members and their devices. Immutable; equal for equal sets of
 * events, whatever the order in which they came (I8).
 *
 * @param members by user id
 * @param gone devices that a cited revocation or a fork has put out, of members and of others
 */
public record RoomState(SortedMap<UserId, Member> members, Set<DeviceId> gone) {
    /** The state of a room that nobody joined. */
    public static final RoomState EMPTY =
            new RoomState(Collections.<UserId, Member>emptySortedMap(), Collections.<DeviceId>emptySet());

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

    /** The effective devices: all live devices of all members. */
    public SortedMap<DeviceId, SealingKey> devices() {
        SortedMap<DeviceId, SealingKey> all = new TreeMap<>();
        for (Member member : members.values()) {
            all.putAll(member.devices());
        }
        return all;
    }

    /** The member to whom a device belongs. */
    public Optional<UserId> ownerOf(DeviceId device) {
        for (Map.Entry<UserId, Member> each : members.entrySet()) {
            if (each.getValue().devices().containsKey(device)) {
                return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }

    /** The hash that an epoch carries, so that folds that differ are seen at once (PROTOCOL.md, section "Epochs"). */
    public Hash hash(Crypto crypto) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<UserId, Member> each : members.entrySet()) {
            write(out, 'M', each.getKey().bytes());
            for (Map.Entry<DeviceId, SealingKey> device :
                    each.getValue().devices().entrySet()) {
                write(out, 'D', device.getKey().bytes());
                write(out, 'S', device.getValue().bytes());
            }
        }
        for (DeviceId device : gone) {
            write(out, 'G', device.bytes());
        }
        return crypto.hash(Label.ROOM_STATE, out.toByteArray());
    }

    RoomState after(List<ControlNode> nodes, IdentityLookup identities) {
        SortedMap<UserId, Member> newMembers = new TreeMap<>(members);
        Set<DeviceId> newGone = new TreeSet<>(gone);
        for (ControlNode node : nodes) {
            UserId author = node.author().user();
            Act act = node.act();
            if (act instanceof Act.Join) {
                join(newMembers, newGone, author, (Act.Join) act, identities);
            } else if (act instanceof Act.Leave) {
                newMembers.remove(author);
            } else if (act instanceof Act.Devices) {
                Act.Devices devices = (Act.Devices) act;
                Member member = newMembers.get(devices.user());
                if (member != null) {
                    enter(newMembers, newGone, devices.user(), member.name(), devices.identity(), identities);
                }
            } else if (act instanceof Act.Fork) {
                newGone.add(((Act.Fork) act).device());
            }
        }
        newMembers.replaceAll((user, member) -> without(member, newGone));
        return new RoomState(Collections.unmodifiableSortedMap(newMembers), Collections.unmodifiableSet(newGone));
    }

    private static void join(
            SortedMap<UserId, Member> members,
            Set<DeviceId> gone,
            UserId user,
            Act.Join join,
            IdentityLookup identities) {
        int devices = 0;
        for (Member member : members.values()) {
            devices += member.devices().size();
        }
        if (devices < EpochBody.MAX_BOXES || members.containsKey(user)) {
            enter(members, gone, user, join.name(), join.identity(), identities);
        }
    }

    private static void enter(
            SortedMap<UserId, Member> members,
            Set<DeviceId> gone,
            UserId user,
            String name,
            List<EventId> heads,
            IdentityLookup identities) {
        Set<EventId> cited = new TreeSet<>(heads);
        Member before = members.get(user);
        if (before != null) {
            cited.addAll(before.identity());
        }
        List<EventId> all = Collections.unmodifiableList(new ArrayList<>(cited));
        IdentityState identity = identities.at(user, all);
        gone.addAll(identity.revoked());
        members.put(user, new Member(name, all, identity.live()));
    }

    private static Member without(Member member, Set<DeviceId> gone) {
        if (Collections.disjoint(gone, member.devices().keySet())) {
            return member;
        }
        SortedMap<DeviceId, SealingKey> left = new TreeMap<>(member.devices());
        left.keySet().removeAll(gone);
        return new Member(member.name(), member.identity(), Collections.unmodifiableSortedMap(left));
    }

    private static void write(ByteArrayOutputStream out, char tag, byte[] bytes) {
        out.write(tag);
        out.write(bytes, 0, bytes.length);
    }
}
