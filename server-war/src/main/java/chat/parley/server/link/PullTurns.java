package chat.parley.server.link;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.sync.Turns;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets one link at a time pull a log, and only so many logs be pulled at a time: a server that is new to a log would else
 * be sent it by every host at once. The next link then asks for what the first has not brought. Used on the node's thread.
 */
final class PullTurns {
    /** Most logs that are pulled at a time. */
    static final int MAX_LOGS = 8;

    /** After so long without an answer another host is asked too, in milliseconds. */
    static final long ANSWER_MILLIS = 3000;

    /** After so long in any case, in milliseconds: who is slow, or pretends to be, holds nobody up. */
    static final long TURN_MILLIS = 30_000;

    private final LongSupplier clock;
    private final Runnable passed;
    private final Map<LogId, Turn> held = new HashMap<>();
    private boolean waiting;

    private record Turn(Object holder, long begun, long answered) {
        boolean over(long now) {
            return now - answered >= ANSWER_MILLIS || now - begun >= TURN_MILLIS;
        }
    }

    /**
     * @param clock in milliseconds, never jumping
     * @param passed told when somebody who had to wait may try again
     */
    PullTurns(LongSupplier clock, Runnable passed) {
        this.clock = clock;
        this.passed = passed;
    }

    /** The turns of one link. */
    Turns of(Object link) {
        return new Turns() {
            @Override
            public boolean anyFree() {
                waiting |= held.size() >= MAX_LOGS;
                return held.size() < MAX_LOGS;
            }

            @Override
            public boolean take(LogId log) {
                long now = clock.getAsLong();
                boolean free = held.putIfAbsent(log, new Turn(link, now, now)) == null;
                waiting |= !free;
                return free;
            }

            @Override
            public void goOn(LogId log) {
                held.computeIfPresent(
                        log,
                        (id, turn) -> turn.holder() == link ? new Turn(link, turn.begun(), clock.getAsLong()) : turn);
            }

            @Override
            public void giveBack(LogId log) {
                Turn turn = held.get(log);
                if (turn != null && turn.holder() == link) {
                    held.remove(log);
                    pass();
                }
            }
        };
    }

    /** Takes turns away that have lasted too long. To be called every second or so. */
    void tick() {
        long now = clock.getAsLong();
        if (held.values().removeIf(turn -> turn.over(now))) {
            pass();
        }
    }

    private void pass() {
        if (waiting) {
            waiting = false;
            passed.run();
        }
    }
}
