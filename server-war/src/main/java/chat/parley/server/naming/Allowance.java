package chat.parley.server.naming;

/** So many at once, and one more after each pause. */
final class Allowance {
    private final long burst;
    private final long pauseMillis;
    private long left;
    private long since;

    Allowance(long burst, long pauseMillis, long now) {
        this.burst = burst;
        this.pauseMillis = pauseMillis;
        this.left = burst;
        this.since = now;
    }

    /** Takes one, if there is one. */
    boolean take(long now) {
        long earned = Math.max(0, now - since) / pauseMillis;
        left = Math.min(burst, left + earned);
        since = left == burst ? now : since + earned * pauseMillis;
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
