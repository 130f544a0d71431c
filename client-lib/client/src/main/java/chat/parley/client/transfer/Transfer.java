package chat.parley.client.transfer;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.TransferException;
import java.util.Optional;

/** A file on its way: its own thread moves it, the client's thread looks how far it is. */
public final class Transfer implements Progress {
    private final long number;
    private final RoomRef room;
    private final String name;
    private final boolean outgoing;
    private final Work work;
    private final Cancellation cancellation = new Cancellation();
    private volatile Reached reached = new Reached(0, 0);
    private Reached told = reached;

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

    /** How far it is, if that is other than when last asked. */
    Optional<ClientEvent> news() {
        Reached now = reached;
        if (now.equals(told)) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(new ClientEvent.FileProgress(room, number, name, outgoing, now.done(), now.total()));
    }

    /** It has ended without its file. */
    ClientEvent failed(TransferException why) {
        return new ClientEvent.FileFailed(room, number, name, why.code().name(), why.getMessage());
    }
}
