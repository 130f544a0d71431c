package chat.parley.server.admission;

/** A token bucket for events and their bytes. What is taken when there is anything left may leave it below zero. */
final class Bucket {
    private static final double SECOND_MILLIS = 1000;

    private final Rate rate;
    private double events;
    private double bytes;
    private long filledAt;

    Bucket(Rate rate, long now) {
        this.rate = rate;
        this.events = rate.burst();
        this.bytes = rate.burstBytes();
        this.filledAt = now;
    }

    /** Whether there is room for one more event; its length matters only for those that follow. */
    boolean open(long now) {
        double seconds = Math.max(0, now - filledAt) / SECOND_MILLIS;
        events = Math.min(rate.burst(), events + seconds * rate.events());
        bytes = Math.min(rate.burstBytes(), bytes + seconds * rate.bytes());
        filledAt = now;
        return events >= 1 && bytes > 0;
    }

    void take(long length) {
        take(1, length);
    }

    void take(long number, long length) {
        events -= number;
        bytes -= length;
    }

    void giveBack(long length) {
        events++;
        bytes += length;
    }

    /** Whether it is as good as new: then it can be forgotten. */
    boolean full(long now) {
        open(now);
        return events >= rate.burst() && bytes >= rate.burstBytes();
    }
}
