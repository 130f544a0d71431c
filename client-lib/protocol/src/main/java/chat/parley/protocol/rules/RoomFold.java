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

/**
 * One run over control events of an open room. Every act leaves a complete state behind: folding in one run or in many
 * gives the same.
 */
final class RoomFold {
    private final SortedMap<UserId, Member> members;
    private final Set<DeviceId> gone;
    private final IdentityLookup identities;
    private int devices;

    RoomFold(RoomState from, IdentityLookup identities) {
        this.members = new TreeMap<>(from.members());
        this.gone = new TreeSet<>(from.gone());
        this.identities = identities;
        for (Member member : members.values()) {
            devices += member.devices().size();
        }
    }

    RoomState state() {
        return new RoomState(Collections.unmodifiableSortedMap(members), Collections.unmodifiableSet(gone));
    }

    void apply(ControlNode node) {
        Act act = node.act();
        UserId author = node.author().user();
        if (act instanceof Act.Join) {
            // A revoked device that cites its identity as it was before does not bring its user back.
            if (!gone.contains(node.author().device())) {
                enter(author, ((Act.Join) act).name(), ((Act.Join) act).identity());
            }
        } else if (act instanceof Act.Leave) {
            Member left = members.remove(author);
            devices -= left == null ? 0 : left.devices().size();
        } else if (act instanceof Act.Devices) {
            Act.Devices changed = (Act.Devices) act;
            Member member = members.get(changed.user());
            if (member != null) {
                enter(changed.user(), member.name(), changed.identity());
            }
        } else if (act instanceof Act.Fork) {
            putOut(Collections.singleton(((Act.Fork) act).device()));
        }
    }

    private void enter(UserId user, String name, List<EventId> heads) {
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

    private void putOut(Set<DeviceId> out) {
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
