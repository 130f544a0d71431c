package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.store.StoreFailedException;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.Again;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.frame.Outside;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.sync.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is spoken with one server, from its welcome to the end of the connection: rooms are brought up to date, own events
 * are posted until it has signed for them.
 */
final class Conversation implements Source {
    /** Events with which a room begins that is new to this client. */
    static final int NEWEST = Exchange.PAGE_EVENTS;

    private final Ledger ledger;
    private final Desk desk;
    private final Connection connection;
    private final Rooms rooms;
    private final List<ClientEvent> told;
    private final Oneself self;
    private final Exchange exchange;
    private final Backlog backlog;
    private final Arrivals arrivals;
    private final Posting posting;

    /**
     * @param told where what happens is added for the person
     */
    Conversation(Persona persona, Connection connection, List<ClientEvent> told, Oneself self) {
        this.self = self;
        this.ledger = persona.ledger();
        this.desk = persona.desk();
        this.connection = connection;
        this.rooms = persona.rooms();
        this.told = told;
        this.posting = new Posting(desk, connection, rooms, told);
        this.exchange =
                new Exchange(ledger, this, connection, event -> event.payload() instanceof Payload.Part ? null : event);
        exchange.compareRanges();
        this.arrivals = new Arrivals(ledger.store(), desk.codec()::idOf);
        this.backlog = new Backlog(desk, ledger::replica, exchange, connection, this::sunk, this::gone);
    }

    /** Asks for all rooms and posts what the server has not signed for. */
    void begin() {
        self.greeted();
        rooms.followed().forEach(this::subscribe);
        posting.begin();
    }

    /** Of a room of which nothing is held the newest page comes first; of one that this device is not in only control events. */
    void subscribe(LogId log) {
        boolean nothing = exchange.have(log).isEmpty();
        if (nothing && !backlog.atEnd(log)) {
            desk.events().startAtEnd(log);
        }
        subscribe(
                log,
                nothing || rooms.at(log).filter(room -> room.stay().member()).isPresent());
    }

    /**
     * @param inside whether the server may let this device read all of it
     */
    private void subscribe(LogId log, boolean inside) {
        if (backlog.atEnd(log) && inside) {
            connection.send(arrivals.begin(log, NEWEST));
        } else {
            arrivals.end(log);
            connection.send(new Subscribe(log.toString(), exchange.have(log), backlog.atEnd(log) ? NEWEST : 0));
        }
    }

    /** Asks for what is below the floor of a room. */
    void older(Room room, int limit) {
        if (backlog.atEnd(room.log())) {
            // This device is not in: it is shown nothing that was said.
            room.older().come(told, told.size());
        } else {
            backlog.ask(room.log(), limit, desk.platform().clock().millis());
        }
    }

    void unsubscribe(Room room) {
        connection.send(new Unsubscribe(room.log().toString()));
    }

    /** Posts own events. */
    void post(List<Event> events) {
        posting.post(events);
    }

    /** A frame has answered somebody's question; it may concern what was posted as well. */
    void answered(Frame frame) {
        if (frame instanceof Problem) {
            posting.postponed((Problem) frame);
        }
    }

    /** Time passes; says why the server is to be given up, if it is. */
    Optional<String> tick(long now) {
        exchange.tick(now);
        Optional<String> wrong = posting.tick(now);
        return wrong.isPresent() ? wrong : backlog.tick(now);
    }

    /** The connection is gone. */
    void end() {
        for (LogId log : backlog.open()) {
            rooms.at(log).ifPresent(room -> room.older().unreachable(told));
        }
        exchange.close();
        ledger.forget(this);
        rooms.all().forEach(Room::disconnected);
    }

    /** Takes a frame in; says why the server is to be given up, if it is. */
    Optional<String> handle(Frame frame) {
        if (frame instanceof Events) {
            exchange.take(events(((Events) frame).events()));
        } else if (frame instanceof Page) {
            return page((Page) frame);
        } else if (frame instanceof Slice) {
            return slice((Slice) frame);
        } else if (frame instanceof Again) {
            again(LogId.of(((Again) frame).log()));
        } else if (frame instanceof Outside) {
            outside(LogId.of(((Outside) frame).log()));
        } else if (frame instanceof Differ) {
            exchange.differ((Differ) frame);
        } else if (frame instanceof Pull) {
            exchange.answer((Pull) frame, () -> {});
        } else if (frame instanceof Fetch) {
            exchange.answer((Fetch) frame);
        } else if (frame instanceof Stored) {
            posting.receipt((Stored) frame);
            self.signed();
        } else if (frame instanceof Refused) {
            posting.refused((Refused) frame).ifPresent(self::refused);
        } else if (frame instanceof chat.parley.protocol.frame.Rooms) {
            named((chat.parley.protocol.frame.Rooms) frame);
        } else if (frame instanceof Notice) {
            Notice notice = (Notice) frame;
            rooms.at(LogId.of(notice.log())).ifPresent(room -> room.typists().take(notice));
        } else if (frame instanceof Ping) {
            connection.send(new Pong(((Ping) frame).number()));
        } else if (frame instanceof Problem) {
            posting.problem((Problem) frame);
        }
        return Optional.empty();
    }

    @Override
    public void stored(List<Event> events) {
        // The rooms have read them.
    }

    @Override
    public void failed(List<Event> events) {
        throw new StoreFailedException("the client's disk cannot be written");
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        boolean epoch = event.header().key(EventCodec.EPOCH);
        if (epoch && code == RefusalCode.BAD_AUDIENCE) {
            told.add(new ClientEvent.Problem(
                    "GHOST_READER",
                    desk.author(event).distinctName()
                            + " made a key for somebody who is no member, or not for all who are: it is refused, and nothing"
                            + " is said under it"));
            return;
        }
        if (epoch && code == RefusalCode.BAD_STATE) {
            told.add(new ClientEvent.Problem(
                    "FOLD_DIFFERS",
                    desk.author(event).distinctName()
                            + " sees other members or ranks in a room than this device does: their key is refused. Ask them"
                            + " which version they use"));
            return;
        }
        told.add(new ClientEvent.Problem(
                "SERVER_SENT_INVALID", "the server sent something that is refused (" + code + "): it was left out"));
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        exchange.missing(event, ids);
        self.missing(event, ids);
    }

    /** The server knows of rooms that name this user: what it says is only where to look. */
    private void named(chat.parley.protocol.frame.Rooms frame) {
        List<LogId> logs = new ArrayList<>();
        frame.member().forEach(log -> logs.add(LogId.of(log)));
        frame.invited().forEach(log -> logs.add(LogId.of(log)));
        rooms.named(logs);
    }

    /** What the server lets this device read of a log is other than before. */
    private void again(LogId log) {
        if (rooms.follows(log)) {
            rooms.at(log).ifPresent(Room::disconnected);
            subscribe(log, true);
        }
    }

    /** This device is not in a room, as far as the server knows: it has sent what is needed to come in. */
    private void outside(LogId log) {
        if (backlog.withdraw(log)) {
            rooms.at(log).ifPresent(room -> room.older().unreachable(told));
        } else if (backlog.atEnd(log)) {
            ledger.flush();
            rooms.at(log).ifPresent(room -> room.lookedInto(told));
        }
    }

    private Optional<String> slice(Slice slice) {
        LogId log = LogId.of(slice.log());
        if (backlog.atEnd(log) && !arrivals.counts(log) && !slice.from().isEmpty()) {
            // This device is in, and did not know it: keys are missing between the control events that it holds.
            subscribe(log, true);
            return Optional.empty();
        }
        return checked(backlog.take(
                slice, events(slice.events()), desk.platform().clock().millis()));
    }

    private Optional<String> page(Page page) {
        List<Event> news = events(page.events());
        boolean subscribed = exchange.page(page, news);
        if (page.more()) {
            boolean counted = subscribed && arrivals.counts(LogId.of(page.log()));
            boolean progress = counted && arrivals.take(LogId.of(page.log()), page);
            if (news.isEmpty() && !progress) {
                return Optional.of("it repeats itself");
            }
            if (subscribed) {
                LogId log = LogId.of(page.log());
                if (counted && backlog.atEnd(log)) {
                    connection.send(arrivals.ask(log, NEWEST));
                } else if (backlog.atEnd(log)) {
                    connection.send(new Subscribe(page.log(), exchange.have(log), NEWEST));
                } else {
                    connection.send(new Pull(page.log(), exchange.have(log)));
                }
            }
        } else if (page.log().isEmpty()) {
            return checked(backlog.retry());
        } else if (!backlog.atEnd(LogId.of(page.log()))) {
            // What the page holds is read first, so that it is known who is there.
            ledger.flush();
            LogId log = LogId.of(page.log());
            rooms.at(log).ifPresent(room -> room.caughtUp(told));
            self.caughtUp(log);
        }
        return Optional.empty();
    }

    /** The floor of a room has sunk: its person is told of what is above it now. */
    private void sunk(LogId log) {
        int before = told.size();
        ledger.flush();
        rooms.at(log).ifPresent(room -> room.sunk(told, before));
    }

    private void gone(LogId log, List<Event> events) {
        rooms.at(log).ifPresent(room -> room.forget(events, told));
    }

    /** What was believed on its author's word alone was wrong: the person hears of it, and the server is left. */
    private Optional<String> checked(Optional<String> wrong) {
        if (wrong.filter(Backlog.DISPROVED::equals).isPresent()) {
            told.add(
                    new ClientEvent.Problem(
                            "HISTORY_DISPROVED",
                            "an event of a room is not what its author claimed: it was taken out, with what rests on it. What you"
                                    + " said meanwhile may have reached nobody: look at the end of the room, and say it again"));
        }
        return wrong;
    }

    private List<Event> events(List<EventText> texts) {
        List<Event> events = new ArrayList<>(texts.size());
        for (EventText text : texts) {
            try {
                if (!ledger.store().contains(desk.codec().idOf(text.header()))) {
                    Event event = FrameCodec.event(desk.codec(), text);
                    if (desk.takenOut(event)) {
                        continue;
                    }
                    if (desk.foreign(event)) {
                        desk.retire();
                    }
                    if (event.header().rules().equals(IdentityRules.NAME) || rooms.follows(event.log())) {
                        events.add(event);
                    }
                }
            } catch (InvalidEventException e) {
                told.add(new ClientEvent.Problem(
                        e.code().name(), "the server sent an event that is not genuine: it was left out"));
            }
        }
        return events;
    }
}
