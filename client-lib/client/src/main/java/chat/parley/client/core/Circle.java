package chat.parley.client.core;

import chat.parley.client.Contacts;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whose identities matter to this client: its user's, those of people met, and of members of its rooms with an owner. */
final class Circle {
    private final Desk desk;
    private final Contacts contacts;
    private final Rooms rooms;
    private UserId last;

    Circle(Desk desk, Contacts contacts, Rooms rooms) {
        this.desk = desk;
        this.contacts = contacts;
        this.rooms = rooms;
        // Wherever it begins: who starts often comes to all of them, too.
        this.last = new UserId(desk.crypto().random(Id.BYTES));
    }

    /** Oneself, those given, and of all others as many as there is room for, who were not named for the longest time. */
    Set<UserId> turn(Collection<UserId> first, int max) {
        Set<UserId> turn = new LinkedHashSet<>();
        turn.add(desk.account().user());
        turn.addAll(first);
        TreeSet<UserId> all = all();
        List<UserId> row = new ArrayList<>(all.tailSet(last, false));
        row.addAll(all.headSet(last, true));
        for (UserId each : row) {
            if (turn.size() >= max) {
                break;
            }
            if (turn.add(each)) {
                last = each;
            }
        }
        return turn;
    }

    /** Whether some room gives keys to a device. */
    boolean seals(UserId user, DeviceId device) {
        for (Room room : rooms.all()) {
            RoomState.Member member = room.state().members().get(user);
            if (room.joined() && member != null && member.devices().containsKey(device)) {
                return true;
            }
        }
        return false;
    }

    private TreeSet<UserId> all() {
        TreeSet<UserId> all = new TreeSet<>();
        contacts.all().forEach(contact -> all.add(contact.user()));
        for (Room room : rooms.all()) {
            if (room.ref() instanceof RoomRef.Owned && room.joined()) {
                all.addAll(room.state().members().keySet());
            }
        }
        return all;
    }
}
