package chat.parley.client.transfer;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientEvent.FileProgress.Stage;
import chat.parley.client.RoomRef;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.TransferException;
import java.util.Optional;

/** A file on its way: its own thread moves it, the client's thread looks how far it is. */
public final class Transfer implements Progress {
    /** When nothing has come across for so long, that is told, in milliseconds. */
    static final long STALL_MILLIS = 5_000;

    private final long number;
    private final RoomRef room;
    private final String name;
    private final boolean outgoing;
    private final Work work;
    private final Cancellation cancellation = new Cancellation();
    private volatile Reached reached = new Reached(0, 0);
    private Reached seen = reached;
    private long seenAt;
    private Optional<ClientEvent> told = Optional.empty();

    /** @param outgoing from this client to the servers */
    public Transfer(long number, RoomRef room, String name, boolean outgoing, Work work) {
        this.number = number;
        this.room = room;
        this.name = name;
        this.outgoing = outgoing;
        this.work = work;
    }

    /** What a transfer does. */
    public interface Work {
        /** Whether it needs a server, so that it waits for one. */
        boolean online();

        /** What it is called while it goes on. */
        default Stage stage() {
            return Stage.MOVING;
        }

        /**
         * Does it, on the transfer's thread.
         *
         * @return what is to be done then, on the client's thread
         */
        Runnable run(Progress progress, Cancellation cancellation) throws TransferException, InterruptedException;

        /** It will not be done: called on the client's thread. */
        void abandoned(TransferException why);
    }

    private record Reached(long done, long total) {}

    public long number() {
        return number;
    }

    /** Ends it, at the next piece. */
    void cancel() {
        cancellation.cancel();
    }

    boolean cancelled() {
        return cancellation.isCancelled();
    }

    Work work() {
        return work;
    }

    Runnable run() throws TransferException, InterruptedException {
        return work.run(this, cancellation);
    }

    @Override
    public void at(long done, long total) {
        reached = new Reached(done, total);
    }

    /** It begins to be done. */
    void begins(long now) {
        seenAt = now;
    }

    /**
     * How far it is, if that is other than when last asked; while it is done.
     *
     * @param stalled what goes on with it if nothing comes across any more
     */
    Optional<ClientEvent> news(long now, Stage stalled) {
        Reached present = reached;
        if (!present.equals(seen)) {
            seen = present;
            seenAt = now;
        }
        return news(now - seenAt < STALL_MILLIS ? work.stage() : stalled);
    }

    /** What goes on with it, if that is other than when last asked. */
    Optional<ClientEvent> news(Stage stage) {
        Reached present = reached;
        Optional<ClientEvent> now = Optional.of(
                new ClientEvent.FileProgress(room, number, name, outgoing, stage, present.done(), present.total()));
        if (now.equals(told)) {
            return Optional.empty();
        }
        told = now;
        return now;
    }

    /** It goes on later: the server said when. */
    ClientEvent rests(TransferException why) {
        return new ClientEvent.Problem(
                "FILE_RESTS", name + ": " + why.getMessage() + "; it goes on by itself in " + time(why.restMillis()));
    }

    private static String time(long millis) {
        long seconds = (millis + 999) / 1000;
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? (seconds + 59) / 60 + " min" : (seconds + 3599) / 3600 + " h";
    }

    /** It has ended without its file. */
    ClientEvent failed(TransferException why) {
        return new ClientEvent.FileFailed(room, number, name, why.code().name(), why.getMessage());
    }
}
