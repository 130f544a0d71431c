package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientEvent.FileProgress.Stage;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.console.screen.Amount;

/** How far one file is, how fast it goes, and how long it will take. */
final class Progress {
    private static final int BAR = 20;
    private static final double SECOND_NANOS = 1e9;

    /** How much of the rate the last piece decides. */
    private static final double NEW = 0.3;

    private final RoomRef room;
    private final long number;
    private final String name;
    private final boolean outgoing;
    private Stage stage;
    private long done;
    private long total;
    private long at;
    private double rate;

    /** @param now nanoseconds of any clock */
    Progress(ClientEvent.FileProgress first, long now) {
        this.room = first.room();
        this.number = first.number();
        this.name = InertText.name(first.name());
        this.outgoing = first.outgoing();
        this.stage = first.stage();
        this.done = first.done();
        this.total = first.total();
        this.at = now;
    }

    void on(ClientEvent.FileProgress next, long now) {
        double seconds = (now - at) / SECOND_NANOS;
        if (next.stage() != Stage.MOVING || stage != Stage.MOVING) {
            // How fast it was before it stood still, or while it was sealed, says nothing.
            rate = 0;
        } else if (seconds > 0 && next.done() >= done) {
            // What has to be sent again after a break is no progress.
            double last = (next.done() - done) / seconds;
            rate = rate == 0 ? last : rate * (1 - NEW) + last * NEW;
        }
        stage = next.stage();
        done = next.done();
        total = next.total();
        at = now;
    }

    RoomRef room() {
        return room;
    }

    boolean outgoing() {
        return outgoing;
    }

    /** Whether something is done with it now. */
    boolean busy() {
        return stage == Stage.MOVING || stage == Stage.SEALING || stage == Stage.STALLED;
    }

    /** Whether it would be lost if the program ended now. */
    boolean endsWithProgram() {
        return !outgoing || stage == Stage.SEALING || stage == Stage.WAITING_TURN;
    }

    /** As {@code > notes.txt  [#####     ]  43%  1.2 MB/s  12 s left  /cancel 3}. */
    String bar() {
        int filled = (int) (part() * BAR);
        String bar = busy() && total > 0 ? "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]  " : "";
        return (outgoing ? "> " : "< ") + name + "  " + bar + now() + "  /cancel " + number;
    }

    /** The same in words: {@code sending notes.txt: 43%  1.2 MB/s  12 s left (/cancel 3)}. */
    String words() {
        return (outgoing ? "sending " : "fetching ") + name + ": " + now() + " (/cancel " + number + ")";
    }

    private String now() {
        String percent = total == 0 ? "" : (int) (part() * 100) + "%";
        return switch (stage) {
            case SEALING -> joined(percent, "being sealed");
            case WAITING_TURN -> "waits for its turn";
            case WAITING_SERVER -> "waits for a server";
            case RESTING -> "waits until the server takes more";
            case STALLED -> joined(percent, "nothing moves now, it goes on by itself");
            case MOVING -> moving(percent);
        };
    }

    private String moving(String percent) {
        if (rate < 1) {
            return percent.isEmpty() ? "begins" : percent;
        }
        long left = (long) Math.ceil((total - done) / rate);
        return joined(percent, Amount.bytes((long) rate) + "/s  " + Amount.seconds(left) + " left");
    }

    private static String joined(String percent, String words) {
        return percent.isEmpty() ? words : percent + "  " + words;
    }

    /** What of it is worth a line where steps only are told: another one after each tenth, and each time it stands still. */
    String step() {
        return busy() && stage != Stage.STALLED ? Integer.toString((int) (part() * 10)) : stage.name();
    }

    /** Whether there is nothing to tell yet but that it will begin. */
    boolean begins() {
        return stage == Stage.SEALING || stage == Stage.MOVING && total == 0;
    }

    private double part() {
        return total == 0 ? 0 : Math.min(1, (double) done / total);
    }
}
