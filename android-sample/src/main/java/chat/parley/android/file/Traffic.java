package chat.parley.android.file;

import chat.parley.android.app.Session;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.blob.TransferException;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The files that come and go, for all screens: it lives as long as the process, so that turning the phone loses nothing. Of
 * the screens' thread. A transfer may be over before whoever began it has heard its number.
 */
public final class Traffic implements Session.Watcher {
    /** So much that is over is remembered. */
    private static final int MAX_REMEMBERED = 512;

    private final LongSupplier clock;
    private final Runnable changed;
    private boolean idle = true;
    private final Map<Long, Move> moves = new LinkedHashMap<>();
    private final Map<EventId, Long> fetched = new LinkedHashMap<>();
    /** How what is over has ended: a code of the client, or nothing if all went well. */
    private final Map<Long, Optional<String>> over = new LinkedHashMap<>();

    /**
     * @param clock nanoseconds
     * @param changed the first is on its way, or nothing any more
     */
    Traffic(LongSupplier clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.FileProgress now) {
            Move move = moves.computeIfAbsent(
                    now.number(), number -> new Move(now.room(), number, now.outgoing(), now.name()));
            if (now.stage() != ClientEvent.FileProgress.Stage.SEALING) {
                move.at(now.done(), now.total(), clock.getAsLong());
            }
        } else if (event instanceof ClientEvent.FileSaved saved) {
            moves.remove(saved.number());
            over(saved.number(), Optional.empty());
        } else if (event instanceof ClientEvent.Sent sent) {
            moves.remove(sent.number());
            over(sent.number(), Optional.empty());
        } else if (event instanceof ClientEvent.FileFailed failed) {
            failed(failed.number(), failed.code());
        }
        tell();
    }

    /** A file was given to the client. */
    void sends(SharedFiles.Sending sending) {
        if (isOver(sending.number()) && !failure(sending.number()).isPresent()) {
            return;
        }
        Move move = moves.computeIfAbsent(
                sending.number(),
                number -> new Move(sending.room(), number, true, sending.file().name()));
        move.describe(sending.file(), sending.caption());
        failure(sending.number()).ifPresent(move::failed);
        tell();
    }

    /** A file that will not go: it is shown as such, and was never on its way. */
    void lost(SharedFiles.Sending sending, String code) {
        over(sending.number(), Optional.of(code));
        sends(sending);
    }

    /** A file was accepted. */
    void fetches(RoomRef room, EventId message, String name, long number) {
        fetched.put(message, number);
        trim(fetched.keySet());
        if (!isOver(number)) {
            moves.computeIfAbsent(number, fresh -> new Move(room, fresh, false, name));
        }
        tell();
    }

    /** The person has seen that it failed. */
    void dismiss(long number) {
        moves.remove(number);
    }

    /** Own files that are not said in the room yet, or will not be. */
    public List<Move> sending(RoomRef room) {
        List<Move> sending = new ArrayList<>();
        for (Move each : moves.values()) {
            if (each.outgoing() && each.room().equals(room)) {
                sending.add(each);
            }
        }
        return sending;
    }

    /** What fetches the file of a message. */
    Optional<Move> fetching(EventId message) {
        return Optional.ofNullable(fetched.get(message)).map(moves::get);
    }

    /** Why the file of a message did not come, when it was last wanted: a code of the client. */
    Optional<String> failure(EventId message) {
        return Optional.ofNullable(fetched.get(message)).flatMap(this::failure);
    }

    /** Whether a transfer has ended, well or not. */
    boolean isOver(long number) {
        return over.containsKey(number);
    }

    /** Whether a transfer has ended without its file. */
    boolean isWithout(long number) {
        return over.getOrDefault(number, Optional.empty()).isPresent();
    }

    /** How many files are on their way. */
    public int underWay() {
        return (int) moves.values().stream()
                .filter(each -> !each.failure().isPresent())
                .count();
    }

    /** The client is another one: its numbers mean something else. */
    void restart() {
        moves.clear();
        fetched.clear();
        over.clear();
        tell();
    }

    private void tell() {
        if (idle != (underWay() == 0)) {
            idle = !idle;
            changed.run();
        }
    }

    private void failed(long number, String code) {
        Move move = moves.get(number);
        over(number, Optional.of(code));
        if (move != null && move.outgoing() && failure(number).isPresent()) {
            move.failed(code);
        } else {
            moves.remove(number);
        }
    }

    /** Why something ended that the person has not ended. */
    private Optional<String> failure(long number) {
        return over.getOrDefault(number, Optional.empty())
                .filter(code -> !code.equals(TransferException.Code.CANCELLED.name()));
    }

    private void over(long number, Optional<String> code) {
        over.put(number, code);
        trim(over.keySet());
    }

    private static void trim(Set<?> remembered) {
        if (remembered.size() > MAX_REMEMBERED) {
            remembered.remove(remembered.iterator().next());
        }
    }
}
