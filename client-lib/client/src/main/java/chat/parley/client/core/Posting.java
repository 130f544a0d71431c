package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.sync.Portions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Own events on their way to one server: posted until it has signed for them, asked after until a second one has. */
final class Posting {
    /** Between two questions after second receipts that do not come, in milliseconds. */
    static final long CONFIRM_MILLIS = 10_000;

    /** So long a server that could not write to its disk is kept: then another is tried, or the same again. */
    static final long POST_AGAIN_MILLIS = 5000;

    /** Longest time until what a server has too much of is posted again, in milliseconds: each time it is twice as long. */
    static final long MAX_POST_AGAIN_MILLIS = 300_000;

    private final Desk desk;
    private final Connection connection;
    private final Rooms rooms;
    private final List<ClientEvent> told;
    private final Receipts receipts;
    private long postAgainAt = Long.MAX_VALUE;
    private long pause = POST_AGAIN_MILLIS;
    private boolean failing;
    private long confirmedAt;

    /** What this server was asked to sign for again and has not. */
    private final Set<String> asked = new LinkedHashSet<>();

    /**
     * @param told where what happens is added for the person
     */
    Posting(Desk desk, Connection connection, Rooms rooms, List<ClientEvent> told) {
        this.desk = desk;
        this.connection = connection;
        this.rooms = rooms;
        this.told = told;
        this.receipts = new Receipts(desk.crypto());
        this.confirmedAt = desk.platform().clock().millis();
    }

    /** Posts what the server has not signed for. */
    void begin() {
        post(desk.outbox().lacking(connection.server()));
        confirm();
    }

    void post(List<Event> events) {
        for (List<Event> some : Portions.of(events)) {
            connection.send(new Post(FrameCodec.texts(some)));
        }
    }

    /** Time passes; says why the server is to be given up, if it is. */
    Optional<String> tick(long now) {
        if (now - confirmedAt >= CONFIRM_MILLIS) {
            confirm();
        }
        if (now < postAgainAt) {
            return Optional.empty();
        }
        postAgainAt = Long.MAX_VALUE;
        if (failing && connection.servers().known().size() > 1) {
            return Optional.of("it cannot write to its disk");
        }
        failing = false;
        post(desk.outbox().lacking(connection.server()));
        return Optional.empty();
    }

    /** The server says that it has stored something. */
    void receipt(Stored receipt) {
        Optional<ServerId> server = connection.trusted(receipt.certificate());
        List<EventId> ids = Receipts.ids(receipt.ids());
        if (!server.isPresent() || !receipts.signed(server.get(), ids, receipt.signature())) {
            told.add(new ClientEvent.Problem(
                    "BAD_RECEIPT", "the server sent a receipt that is not genuine: it does not count"));
            return;
        }
        for (EventId id : ids) {
            boolean here = server.get().equals(connection.server());
            if (here) {
                asked.remove(id.toString());
            }
            desk.outbox().signed(id, server.get()).ifPresent(entry -> {
                if (here) {
                    pause = POST_AGAIN_MILLIS;
                }
                rooms.at(entry.event().log()).ifPresent(room -> room.acknowledged(entry, told));
            });
        }
    }

    /** The server takes an own event for none: it is not posted again. Returns which, if it was to be. */
    Optional<EventId> refused(Refused refused) {
        Optional<EventId> id = Optional.of(refused.id())
                .filter(text -> !text.isEmpty())
                .map(EventId::of)
                .filter(desk.outbox()::has);
        id.ifPresent(desk.outbox()::refused);
        told.add(new ClientEvent.Problem(
                refused.code(), "the server refused what this client wrote: " + refused.reason()));
        return id;
    }

    /** The server says that something is wrong. */
    void problem(Problem problem) {
        postponed(problem);
        told.add(new ClientEvent.Problem(problem.code(), "the server says: " + problem.reason()));
    }

    /**
     * What the server could not take for now is posted again. That it has too much of something may be about anything: it is
     * no worse than another server for it, and only the pauses grow, until it takes something.
     */
    void postponed(Problem problem) {
        long now = desk.platform().clock().millis();
        if (problem.code().equals(ProblemCode.STORE_FAILED.name())) {
            failing = true;
            postAgainAt = Math.min(postAgainAt, now + POST_AGAIN_MILLIS);
        } else if (problem.code().equals(ProblemCode.TOO_MANY.name()) && postAgainAt == Long.MAX_VALUE) {
            postAgainAt = now + pause;
            pause = Math.min(2 * pause, MAX_POST_AGAIN_MILLIS);
        }
    }

    /** Asks again for what only this server has signed for, as far as one frame goes: the oldest. */
    private void confirm() {
        confirmedAt = desk.platform().clock().millis();
        // What it has signed for once and does not have any more.
        post(desk.outbox().forgotten(asked));
        List<String> ids = desk.outbox().unconfirmed(connection.server(), Confirm.MAX_IDS);
        if (!ids.isEmpty() && connection.servers().known().size() > 1) {
            connection.send(new Confirm(ids));
            asked.addAll(ids);
        }
    }
}
