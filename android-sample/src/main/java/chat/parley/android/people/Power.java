package chat.parley.android.people;

import chat.parley.android.R;
import chat.parley.client.OwnedRooms;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody of rank may do to a member. */
public enum Power {
    MAKE_ADMIN(R.string.make_admin),
    MAKE_MEMBER(R.string.make_member),
    MAKE_GUEST(R.string.make_guest),
    REMOVE(R.string.remove),
    BAN(R.string.ban),
    MAKE_OWNER(R.string.make_owner);

    private final int label;

    Power(int label) {
        this.label = label;
    }

    int label() {
        return label;
    }

    /** Over those below, ranks below one's own; the owner alone hands the room over. */
    static List<Power> over(Optional<Rank> own, Optional<Rank> other) {
        List<Power> powers = new ArrayList<>();
        int mine = own.map(Rank::weight).orElse(0);
        int theirs = other.map(Rank::weight).orElse(0);
        if (mine < Rank.ADMIN.weight() || theirs >= mine) {
            return powers;
        }
        add(powers, MAKE_ADMIN, mine > Rank.ADMIN.weight() && theirs != Rank.ADMIN.weight());
        add(powers, MAKE_MEMBER, theirs != Rank.MEMBER.weight());
        add(powers, MAKE_GUEST, theirs != Rank.GUEST.weight());
        add(powers, REMOVE, true);
        add(powers, BAN, true);
        add(powers, MAKE_OWNER, mine == Rank.OWNER.weight());
        return powers;
    }

    /** Whether this client's user may take back what somebody said. The worker's. */
    public static boolean outranks(ParleyClient client, RoomRef room, UserId sender) {
        if (room instanceof RoomRef.Open) {
            return false;
        }
        Optional<Rank> own = client.owned().rankOf(room, client.me().user());
        int other = client.owned().rankOf(room, sender).map(Rank::weight).orElse(0);
        return own.map(Rank::weight).orElse(0) > Math.max(other, Rank.MEMBER.weight());
    }

    void use(OwnedRooms rooms, RoomRef room, UserId user) {
        switch (this) {
            case MAKE_ADMIN -> rooms.rank(room, user, Rank.ADMIN);
            case MAKE_MEMBER -> rooms.rank(room, user, Rank.MEMBER);
            case MAKE_GUEST -> rooms.rank(room, user, Rank.GUEST);
            case REMOVE -> rooms.kick(room, user);
            case BAN -> rooms.ban(room, user);
            case MAKE_OWNER -> rooms.transfer(room, user);
        }
    }

    private static void add(List<Power> powers, Power power, boolean given) {
        if (given) {
            powers.add(power);
        }
    }
}
