package chat.parley.simulation;

import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import java.util.function.Consumer;

/**
 * What people do in a room with an owner: one makes it and invites the others, who come in; then everybody says, invites,
 * removes, ranks and leaves as their rank allows, or is told that it does not. Some get a second device, and some of these
 * are revoked.
 */
final class OwnedCrowd {
    private static final long GREETING = 2 * Timeline.SECOND;
    private static final List<Rank> RANKS = List.of(Rank.GUEST, Rank.MEMBER, Rank.MEMBER, Rank.MEMBER, Rank.ADMIN);

    /** What is done how often, in all {@link #ALL} times. */
    private static final int SAY = 40;

    private static final int INVITE = SAY + 12;
    private static final int KICK = INVITE + 8;
    private static final int BAN = KICK + 3;
    private static final int UNBAN = BAN + 3;
    private static final int RANK = UNBAN + 8;
    private static final int LEAVE = RANK + 4;
    private static final int RENAME = LEAVE + 3;
    private static final int TRANSFER = RENAME + 2;
    private static final int DEVICE = TRANSFER + 10;
    private static final int ALL = DEVICE + 7;

    private final World world;
    private final Dice dice;
    private final Charter.History history;

    OwnedCrowd(World world) {
        this.world = world;
        this.dice = world.dice().fork("owned crowd");
        this.history = dice.chance(0.5) ? Charter.History.ALL : Charter.History.NONE;
    }

    void schedule() {
        if (!world.scenario().owned()) {
            return;
        }
        long end = world.scenario().chaosSeconds() * Timeline.SECOND;
        SimClient founder = world.clients().get(0);
        for (long when = Timeline.SECOND; when < end; when += GREETING) {
            at(founder, when, this::create);
            for (SimClient each : world.clients()) {
                at(founder, when, client -> greet(client, each));
                at(each, when + Timeline.SECOND, this::accept);
            }
        }
        for (int acts = world.clients().size() * (int) dice.between(5, 9); acts > 0; acts--) {
            // Who may do nearly everything does most.
            SimClient who = dice.chance(0.3) ? founder : dice.pick(world.clients());
            at(who, dice.between(2 * Timeline.SECOND, end), this::act);
        }
    }

    /** A last word of everybody who may say one, from now on within some seconds. */
    void farewell() {
        for (SimClient client : world.clients()) {
            long when = world.timeline().now() + dice.between(Timeline.SECOND, 4 * Timeline.SECOND);
            at(client, when, each -> world.owned().forEach(each::say));
        }
    }

    private void create(SimClient founder) {
        if (world.owned().isEmpty()) {
            RoomRef.Owned room = founder.core().owned().create("Book club", history);
            founder.note("creates " + room + ", history " + history);
            world.begins(room, history);
        }
    }

    /** At first all are invited, once each. */
    private void greet(SimClient founder, SimClient other) {
        if (world.timeline().now() < 3 * GREETING && other != founder && !other.spare()) {
            UserId user = other.watch().user();
            Rank rank = dice.pick(RANKS);
            attempt(founder, "invites " + user.brief() + " as " + rank, rooms -> rooms.invite(room(), user, rank));
        }
    }

    private void accept(SimClient client) {
        for (OwnedRooms.Invited each : client.core().owned().invited()) {
            if (dice.chance(0.6)) {
                attempt(client, "accepts", rooms -> rooms.enter(each.room()));
            }
        }
    }

    private void act(SimClient client) {
        SimClient target = dice.pick(world.clients());
        UserId other = target.watch().user();
        Rank rank = Rank.values()[dice.below(Rank.values().length - 1)];
        int what = dice.below(ALL);
        if (world.owned().isEmpty()) {
            return;
        }
        if (what < SAY) {
            say(client);
        } else if (what < INVITE) {
            attempt(client, "invites " + other.brief() + " as " + rank, rooms -> rooms.invite(room(), other, rank));
        } else if (what < KICK) {
            attempt(client, "kicks " + other.brief(), rooms -> rooms.kick(room(), other));
            // Who has the last word is removed at the same time.
            at(target, world.timeline().now(), this::say);
        } else if (what < BAN) {
            attempt(client, "bans " + other.brief(), rooms -> rooms.ban(room(), other));
        } else if (what < UNBAN) {
            attempt(client, "unbans " + other.brief(), rooms -> rooms.unban(room(), other));
        } else if (what < RANK) {
            attempt(client, "makes " + other.brief() + " " + rank, rooms -> rooms.rank(room(), other, rank));
        } else if (what < LEAVE) {
            attempt(client, "leaves " + room(), rooms -> client.core().leave(room()));
        } else if (what < RENAME) {
            attempt(client, "renames the room", rooms -> rooms.rename(room(), "Room of " + client.name()));
        } else if (what < TRANSFER) {
            attempt(client, "hands over to " + other.brief(), rooms -> rooms.transfer(room(), other));
        } else if (what < DEVICE) {
            addDevice(client);
        } else {
            revokeDevice(client);
        }
    }

    private void say(SimClient client) {
        int words = dice.chance(0.2) ? world.scenario().talkative() ? 130 : 4 : 1;
        for (int i = 0; i < words; i++) {
            client.say(room());
        }
    }

    /** Only who has the root key can: the first device of each. */
    private void addDevice(SimClient client) {
        for (SimClient each : world.phones()) {
            if (!client.phone() && each.spare()) {
                client.addDevice(each);
                return;
            }
        }
    }

    private void revokeDevice(SimClient client) {
        for (SimClient each : world.phones()) {
            if (!client.phone() && each.isOf(client)) {
                client.revoke(each, dice.chance(0.5) ? 0 : 4 * Timeline.SECOND);
                return;
            }
        }
    }

    private void attempt(SimClient client, String what, Consumer<OwnedRooms> act) {
        try {
            act.accept(client.core().owned());
            client.note(what);
        } catch (RoomException | IllegalStateException e) {
            client.note(what + ": no, " + e.getMessage());
        }
    }

    private RoomRef.Owned room() {
        return world.owned().get(0);
    }

    /** A person whose client is not running just then does nothing. */
    private void at(SimClient client, long when, Consumer<SimClient> action) {
        world.timeline()
                .after(
                        when - world.timeline().now(),
                        client.key(),
                        () -> client.post(() -> {
                            if (!client.spare()) {
                                action.accept(client);
                            }
                        }));
    }
}
