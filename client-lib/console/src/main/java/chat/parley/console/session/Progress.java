package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.naming.InertText;
import chat.parley.console.screen.Amount;

/** How far one file is, how fast it goes, and how long it will take. */
final class Progress {
    private static final int BAR = 20;
    private static final double SECOND_NANOS = 1e9;

    /** How much of the rate the last piece decides. */
    private static final double NEW = 0.3;

    private final long number;
    private final String name;
    private final boolean outgoing;
    private long done;
    private long total;
    private long at;
    private double rate;

    /** @param now nanoseconds of any clock */
    Progress(ClientEvent.FileProgress first, long now) {
        this.number = first.number();
        this.name = InertText.name(first.name());
        this.outgoing = first.outgoing();
        this.done = first.done();
        this.total = first.total();
        this.at = now;
    }

    void on(ClientEvent.FileProgress next, long now) {
        double seconds = (now - at) / SECOND_NANOS;
        // What has to be sent again after a break is no progress.
        if (seconds > 0 && next.done() >= done) {
            double last = (next.done() - done) / seconds;
            rate = rate == 0 ? last : rate * (1 - NEW) + last * NEW;
        }
        done = next.done();
        total = next.total();
        at = now;
    }

    /** As {@code > notes.txt  [#####     ]  43%  1.2 MB/s  12 s left  /cancel 3}. */
    String bar() {
        int filled = (int) (part() * BAR);
        return (outgoing ? "> " : "< ") + name + "  [" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]  " + now()
                + "  /cancel " + number;
    }

    /** The same in words: {@code sending notes.txt: 43%  1.2 MB/s  12 s left (/cancel 3)}. */
    String words() {
        return (outgoing ? "sending " : "fetching ") + name + ": " + now() + " (/cancel " + number + ")";
    }

    private String now() {
        String percent = (int) (part() * 100) + "%";
        if (rate < 1) {
            return percent;
        }
        long left = (long) Math.ceil((total - done) / rate);
        return percent + "  " + Amount.bytes((long) rate) + "/s  " + Amount.seconds(left) + " left";
    }

    /** In tenths, for lines that tell of steps only. */
    int tenths() {
        return (int) (part() * 10);
    }

    private double part() {
        return total == 0 ? 0 : Math.min(1, (double) done / total);
    }
}
