package chat.parley.protocol.rules;

import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.RoomState.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is in a room with which devices, while control events are folded: open rooms and owned ones alike. */
final class Roster {
    private final SortedMap<UserId, Member> members;
    private final Set<DeviceId> gone;
    private final IdentityLookup identities;
    private int devices;

    Roster(RoomState from, IdentityLookup identities) {
        this.members = new TreeMap<>(from.members());
        this.gone = new TreeSet<>(from.gone());
        this.identities = identities;
        for (Member member : members.values()) {
            devices += member.devices().size();
        }
    }

    SortedMap<UserId, Member> members() {
        return Collections.unmodifiableSortedMap(members);
    }

    Set<DeviceId> gone() {
        return Collections.unmodifiableSet(gone);
    }

    /** Takes a person in with the devices that the heads show, or joins these to what is known of a member. */
    void enter(UserId user, String name, List<EventId> heads) {
        Member before = members.get(user);
        Set<EventId> cited = new TreeSet<>(heads);
        if (before != null) {
            cited.addAll(before.identity());
        }
        List<EventId> all = Collections.unmodifiableList(new ArrayList<>(cited));
        IdentityState identity = identities.at(user, all);
        putOut(identity.revoked());
        SortedMap<DeviceId, SealingKey> had =
                before == null ? new TreeMap<>() : members.get(user).devices();
        devices -= had.size();
        SortedMap<DeviceId, SealingKey> live = new TreeMap<>(identity.live());
        live.keySet().removeAll(gone);
        limit(live, had, EpochBody.MAX_BOXES - devices);
        if (before != null || !live.isEmpty()) {
            members.put(user, new Member(name, all, Collections.unmodifiableSortedMap(live)));
        }
        devices += live.size();
    }

    /** A member's identity has changed. */
    void refresh(UserId user, List<EventId> heads) {
        Member member = members.get(user);
        if (member != null) {
            enter(user, member.name(), heads);
        }
    }

    void leave(UserId user) {
        Member left = members.remove(user);
        devices -= left == null ? 0 : left.devices().size();
    }

    /** A room has so many devices as an epoch has boxes: who is in stays, of the new ones the smaller ids come in. */
    private static void limit(SortedMap<DeviceId, SealingKey> live, Map<DeviceId, SealingKey> had, int room) {
        if (live.size() <= room) {
            return;
        }
        int left = room;
        for (DeviceId device : live.keySet()) {
            left -= had.containsKey(device) ? 1 : 0;
        }
        for (DeviceId device : new ArrayList<>(live.keySet())) {
            if (!had.containsKey(device) && --left < 0) {
                live.remove(device);
            }
        }
    }

    /** Devices that are no member's any more, for good. */
    void putOut(Set<DeviceId> out) {
        if (!gone.addAll(out)) {
            return;
        }
        for (Map.Entry<UserId, Member> each : members.entrySet()) {
            Member member = each.getValue();
            if (!Collections.disjoint(gone, member.devices().keySet())) {
                SortedMap<DeviceId, SealingKey> left = new TreeMap<>(member.devices());
                left.keySet().removeAll(gone);
                devices -= member.devices().size() - left.size();
                each.setValue(new Member(member.name(), member.identity(), Collections.unmodifiableSortedMap(left)));
            }
        }
    }
}
