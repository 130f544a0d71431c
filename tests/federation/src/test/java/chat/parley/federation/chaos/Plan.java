package chat.parley.federation.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is done to a cluster, and when: a function of the seed, the size and the time. One node at least is neither dead
 * nor frozen at any time; links go as they like.
 */
record Plan(List<Step> steps) {
    /** How long a killed node may need until it serves again; the plan spares it so long. */
    private static final long RECOVERY_MILLIS = 15_000;

    private static final long MAX_PAUSE_MILLIS = 2_500;
    private static final long MIN_PAUSE_MILLIS = 300;
    private static final long MAX_DELAY_MILLIS = 200;

    enum Action {
        KILL,
        FREEZE,
        CUT,
        DELAY
    }

    /**
     * @param at milliseconds from the start
     * @param target number of the node, or of the link
     * @param lasts milliseconds until it is undone: a killed node started, a link healed
     * @param delay of a slow link, in milliseconds
     */
    record Step(long at, Action action, int target, long lasts, long delay) {
        @Override
        public String toString() {
            return at + " ms: " + action + " " + target + " for " + lasts + " ms";
        }
    }

    static Plan of(long seed, int nodes, int links, long millis) {
        Random dice = new Random(seed);
        long[] nodeBusy = new long[nodes];
        long[] linkBusy = new long[links];
        List<Step> steps = new ArrayList<>();
        List<Action> deck = new ArrayList<>();
        for (long at = MIN_PAUSE_MILLIS; at < millis; at += between(dice, MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS)) {
            if (deck.isEmpty()) {
                // Dealt like cards: a short run has each of them too.
                deck.addAll(Arrays.asList(Action.values()));
                Collections.shuffle(deck, dice);
            }
            Action action = deck.remove(0);
            boolean ofNode = action == Action.KILL || action == Action.FREEZE;
            long[] busy = ofNode ? nodeBusy : linkBusy;
            int target = dice.nextInt(busy.length);
            long lasts = action == Action.KILL ? between(dice, 200, 4_000) : between(dice, 500, 9_000);
            long delay = between(dice, 20, MAX_DELAY_MILLIS);
            if (busy[target] > at || ofNode && idle(busy, at) < 2) {
                continue;
            }
            busy[target] = at + lasts + (action == Action.KILL ? RECOVERY_MILLIS : 0);
            steps.add(new Step(at, action, target, lasts, delay));
        }
        return new Plan(steps);
    }

    private static int idle(long[] busy, long at) {
        return (int) Arrays.stream(busy).filter(until -> until <= at).count();
    }

    private static long between(Random dice, long from, long to) {
        return from + dice.nextInt((int) (to - from));
    }
}
