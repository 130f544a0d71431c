package chat.parley.simulation;

import chat.parley.client.RoomRef;
import java.util.List;

/** What the people do: join, talk, leave, come back; and when all is healed, say a last word where they are. */
final class Crowd {
    private final World world;
    private final Dice dice;

    Crowd(World world) {
        this.world = world;
        this.dice = world.dice().fork("crowd");
    }

    void schedule() {
        long end = world.scenario().chaosSeconds() * Timeline.SECOND;
        for (SimClient client : world.clients()) {
            for (RoomRef.Open room : world.scenario().rooms()) {
                if (dice.chance(0.85)) {
                    long begin = dice.chance(0.7) ? dice.between(0, 3 * Timeline.SECOND) : dice.between(0, end);
                    at(client, begin, () -> join(client, room));
                }
            }
            for (int left = (int) dice.between(2, 12); left > 0; left--) {
                act(client, dice.between(2 * Timeline.SECOND, end));
            }
        }
    }

    /** A last word of everybody, from now on within some seconds. */
    void farewell() {
        for (SimClient client : world.clients()) {
            long when = world.timeline().now() + dice.between(Timeline.SECOND, 4 * Timeline.SECOND);
            at(client, when, () -> world.scenario().rooms().forEach(client::say));
        }
    }

    private void act(SimClient client, long when) {
        RoomRef.Open room = dice.pick(world.scenario().rooms());
        int what = dice.below(20);
        if (what < 15) {
            int words = dice.chance(0.2) ? world.scenario().talkative() ? 130 : 4 : 1;
            at(client, when, () -> {
                for (int i = 0; i < words; i++) {
                    client.say(room);
                }
            });
        } else if (what < 17) {
            at(client, when, () -> leave(client, room));
        } else if (what < 18) {
            at(client, when, () -> {
                leave(client, room);
                join(client, room);
            });
        } else {
            at(client, when, () -> join(client, room));
        }
    }

    private void join(SimClient client, RoomRef.Open room) {
        client.note("joins " + room);
        client.core().join(room);
    }

    private void leave(SimClient client, RoomRef.Open room) {
        client.note("leaves " + room);
        client.core().leave(room);
    }

    /** A person whose client is not running just then does nothing. */
    private void at(SimClient client, long when, Runnable action) {
        List<RoomRef.Open> rooms = world.scenario().rooms();
        world.timeline().after(when - world.timeline().now(), client.key(), () -> {
            if (!rooms.isEmpty()) {
                client.post(() -> {
                    if (!client.spare()) {
                        action.run();
                    }
                });
            }
        });
    }
}
