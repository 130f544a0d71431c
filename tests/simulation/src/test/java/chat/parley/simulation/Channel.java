package chat.parley.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a line: a queue with delay. While the way is cut nothing comes through and nothing is lost; when it is
 * healed all of it comes, as a transport sends again what was not confirmed.
 */
final class Channel {
    private final Wire wire;
    private final Line line;
    private final int key;
    private final boolean link;
    private final Actor from;
    private final Actor to;
    private final Dice dice;
    private final Deque<Object> queue = new ArrayDeque<>();
    private long last;
    private int pumps;
    private boolean shut;

    Channel(Wire wire, Line line, int key, boolean link, Actor from, Actor to) {
        this.wire = wire;
        this.line = line;
        this.key = Wire.FIRST_KEY + key;
        this.link = link;
        this.from = from;
        this.to = to;
        this.dice = wire.dice().fork("channel " + key);
    }

    void send(Object item) {
        if (shut || line.broken() || wire.loses(item, link)) {
            return;
        }
        if (item == Line.Signal.CLOSE) {
            shut = true;
        }
        if (link && wire.hostile() && wire.codec().isEvents(item) && strayed(item)) {
            return;
        }
        queue.add(item);
        pumpAfter(dice.between(wire.minLatency(), wire.maxLatency()));
    }

    /** Nothing more is sent. */
    void shut() {
        shut = true;
    }

    /** The sender is gone, and with it what its machine had not sent yet. */
    void loseSome() {
        for (int left = dice.below(queue.size() + 1); left > 0; left--) {
            queue.pollLast();
        }
    }

    void resume() {
        while (pumps < queue.size()) {
            pumpAfter(dice.between(0, Timeline.SECOND));
        }
    }

    /** On a hostile wire events come twice, and overtake or are overtaken by all else. */
    private boolean strayed(Object item) {
        if (dice.chance(0.2)) {
            stray(item);
        }
        if (dice.chance(0.2)) {
            stray(item);
            return true;
        }
        return false;
    }

    private void stray(Object item) {
        wire.strays();
        wire.timeline().after(dice.between(0, 2 * Timeline.SECOND), key, () -> {
            if (!line.broken() && !wire.cut(from, to)) {
                deliver(item);
            }
        });
    }

    private void pumpAfter(long delay) {
        long now = wire.timeline().now();
        last = Math.max(last + 1, now + delay);
        pumps++;
        wire.timeline().after(last - now, key, this::pump);
    }

    private void pump() {
        pumps--;
        if (!line.broken() && !queue.isEmpty() && !wire.stops(from, to)) {
            deliver(queue.poll());
        }
    }

    private void deliver(Object item) {
        wire.trace().add(from + ">" + to, wire.codec().describe(item));
        line.arrive(this, item);
    }
}
