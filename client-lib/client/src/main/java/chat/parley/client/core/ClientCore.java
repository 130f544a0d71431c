package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ConnectionState;
import chat.parley.client.Person;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.Bye;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.EventText;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Roster;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.log.StoreException;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.protocol.sync.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client without its thread, its socket and its file: everything that is decided. Each call is one step; at its end what
 * changed is durable, and then it is told and sent. Used by one thread.
 */
public final class ClientCore implements Source {
    /** Most events in one frame of posts. */
    private static final int MAX_POST = 256;

    /** After a server could not write to its disk it is asked again this much later, in milliseconds. */
    private static final long POST_AGAIN_MILLIS = 5000;

    /** Between two searches for keys whose time is over, in milliseconds. */
    private static final long SWEEP_MILLIS = 60_000;

    private final Platform platform;
    private final String namespace;
    private final ClientListener listener;
    private final EventCodec codec;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Desk desk;
    private final Connection connection;
    private final Receipts receipts;
    private final Map<LogId, Room> rooms = new LinkedHashMap<>();
    private final List<ClientEvent> told = new ArrayList<>();
    private Exchange exchange;
    private boolean moved;
    private long postAgainAt = Long.MAX_VALUE;
    private long swept;
    private long number;

    /**
     * Opens or makes the account that the store holds.
     *
     * @param name what the person is called
     * @param servers base urls to try first
     */
    public ClientCore(Platform platform, String name, List<String> servers, String namespace, ClientListener listener) {
        this.platform = platform;
        this.namespace = namespace;
        this.listener = listener;
        this.codec = new EventCodec(platform.crypto());
        EventRows events = new EventRows(platform.store(), codec);
        this.ledger = new Ledger(events, codec, platform.crypto());
        this.outbox = new Outbox(platform.store(), events);
        this.desk = new Desk(platform, codec, ledger, outbox);
        desk.account(Account.open(platform, codec, ledger, desk, name));
        this.connection = new Connection(platform, desk.account(), new Servers(platform.store(), servers));
        this.receipts = new Receipts(platform.crypto());
        events.digestBy(this::digest);
        restore();
    }

    public Person me() {
        return new Person(desk.account().user(), desk.account().name(), true);
    }

    public void join(RoomName name) {
        Room room = rooms.get(id(name));
        if (room == null) {
            room = new Room(name, id(name), desk, namespace, Room.Wish.IN);
            rooms.put(room.log(), room);
            subscribe(room);
        }
        room.wish(Room.Wish.IN);
        finish();
    }

    public void leave(RoomName name) {
        Room room = rooms.get(id(name));
        if (room != null) {
            room.wish(Room.Wish.OUT);
            if (room.member()) {
                room.act(told);
            } else {
                told.add(new ClientEvent.Left(name));
            }
            finish();
        }
    }

    /** Puts a text in line. When this returns it is in the store. */
    public long say(RoomName name, String text) {
        Room room = rooms.get(id(name));
        if (room == null || room.wish() != Room.Wish.IN || !room.member()) {
            throw new IllegalStateException("not in #" + name + ": /join it first");
        }
        number++;
        room.say(number, text);
        room.act(told);
        finish();
        return number;
    }

    public List<Person> members(RoomName name) {
        Room room = rooms.get(id(name));
        return room == null ? new ArrayList<>() : room.members();
    }

    public List<RoomName> rooms() {
        List<RoomName> names = new ArrayList<>();
        for (Room room : rooms.values()) {
            if (room.wish() == Room.Wish.IN && room.member()) {
                names.add(room.name());
            }
        }
        return names;
    }

    public List<ClientEvent.Message> history(RoomName name, int limit) {
        Room room = rooms.get(id(name));
        return room == null ? new ArrayList<>() : room.history(limit);
    }

    public ConnectionState connection() {
        return new ConnectionState(connection.ready(), connection.servers().known());
    }

    /** Texts that no server has stored. */
    public int unsent() {
        int unsent = outbox.texts();
        for (Room room : rooms.values()) {
            unsent += room.pending();
        }
        return unsent;
    }

    /** Texts that only one server has stored. */
    public int onOneServer() {
        return outbox.storedTexts();
    }

    /** Time passes: to be called every 250 ms. */
    public void tick() {
        connection.tick().ifPresent(this::hangUp);
        if (platform.clock().millis() >= postAgainAt) {
            postAgainAt = Long.MAX_VALUE;
            postWhatIsLacking();
        }
        if (platform.clock().millis() - swept >= SWEEP_MILLIS) {
            sweep();
        }
    }

    /** The dialled connection is open. */
    public void opened() {
        connection.opened();
    }

    /** The connection is gone, or could not be made. */
    public void closed(String reason) {
        if (exchange != null || !connection.current().isEmpty()) {
            told.add(new ClientEvent.Disconnected(connection.current(), reason));
        }
        if (exchange != null) {
            moved = true;
            exchange = null;
            ledger.forget(this);
            rooms.values().forEach(Room::disconnected);
        }
        connection.lost();
        finish();
        tick();
    }

    /** A frame arrived. */
    public void frame(Frame frame) {
        connection.heard();
        try {
            if (frame instanceof Challenge) {
                connection.challenged((Challenge) frame).ifPresent(this::hangUp);
            } else if (frame instanceof Welcome) {
                Optional<String> wrong = connection.welcomed((Welcome) frame);
                wrong.ifPresent(this::hangUp);
                if (!wrong.isPresent()) {
                    welcomed();
                }
            } else if (exchange != null) {
                conversation(frame);
            }
        } catch (IllegalArgumentException e) {
            hangUp("it sent what cannot be read");
        }
        finish();
    }

    @Override
    public void stored(List<Event> events) {
        // The digest has read them.
    }

    @Override
    public void failed(List<Event> events) {
        throw new IllegalStateException("the client's disk cannot be written");
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        told.add(new ClientEvent.Problem(
                "SERVER_SENT_INVALID", "the server sent something that is refused (" + code + "): it was left out"));
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        if (exchange != null) {
            exchange.missing(event, ids);
        }
    }

    private void conversation(Frame frame) {
        if (frame instanceof Events) {
            exchange.take(events(((Events) frame).events()));
        } else if (frame instanceof Page) {
            page((Page) frame);
        } else if (frame instanceof Pull) {
            exchange.answer((Pull) frame, () -> {});
        } else if (frame instanceof Fetch) {
            exchange.answer((Fetch) frame);
        } else if (frame instanceof Stored) {
            receipt((Stored) frame);
        } else if (frame instanceof Refused) {
            refused((Refused) frame);
        } else if (frame instanceof Roster) {
            connection.learned(((Roster) frame).servers());
        } else if (frame instanceof Bye) {
            connection.learned(((Bye) frame).servers());
            hangUp("it stops");
        } else if (frame instanceof Ping) {
            connection.send(new Pong(((Ping) frame).number()));
        } else if (frame instanceof Problem) {
            Problem problem = (Problem) frame;
            if (problem.code().equals(ProblemCode.STORE_FAILED.name())) {
                postAgainAt = Math.min(postAgainAt, platform.clock().millis() + POST_AGAIN_MILLIS);
            }
            told.add(new ClientEvent.Problem(problem.code(), "the server says: " + problem.reason()));
        }
    }

    private void welcomed() {
        exchange =
                new Exchange(ledger, this, connection, event -> event.payload() instanceof Payload.Part ? null : event);
        told.add(new ClientEvent.Connected(connection.current(), moved));
        for (Room room : rooms.values()) {
            subscribe(room);
        }
        postWhatIsLacking();
    }

    private void postWhatIsLacking() {
        if (exchange != null) {
            post(outbox.lacking(connection.server()));
        }
    }

    private void subscribe(Room room) {
        if (exchange != null) {
            connection.send(new Subscribe(room.log().toString(), exchange.have(room.log())));
        }
    }

    private void page(Page page) {
        List<Event> news = events(page.events());
        boolean subscribed = exchange.page(page, news);
        if (page.more()) {
            if (news.isEmpty()) {
                hangUp("it repeats itself");
            } else if (subscribed) {
                connection.send(new Pull(page.log(), exchange.have(LogId.of(page.log()))));
            }
        } else if (!page.log().isEmpty()) {
            // What the page holds is read first, so that it is known who is there.
            ledger.flush();
            Room room = rooms.get(LogId.of(page.log()));
            if (room != null) {
                room.caughtUp(told);
            }
        }
    }

    private void receipt(Stored receipt) {
        Optional<ServerId> server = connection.trusted(receipt.certificate());
        List<EventId> ids = Receipts.ids(receipt.ids());
        if (!server.isPresent() || !receipts.signed(server.get(), ids, receipt.signature())) {
            told.add(new ClientEvent.Problem(
                    "BAD_RECEIPT", "the server sent a receipt that is not genuine: it does not count"));
            return;
        }
        for (EventId id : ids) {
            outbox.signed(id, server.get()).ifPresent(entry -> {
                Room room = rooms.get(entry.event().log());
                if (room != null) {
                    room.acknowledged(entry, told);
                }
            });
        }
    }

    private void refused(Refused refused) {
        if (!refused.id().isEmpty()) {
            outbox.remove(EventId.of(refused.id()));
        }
        told.add(new ClientEvent.Problem(
                refused.code(), "the server refused what this client wrote: " + refused.reason()));
    }

    private List<Event> events(List<EventText> texts) {
        List<Event> events = new ArrayList<>(texts.size());
        for (EventText text : texts) {
            try {
                if (!ledger.store().contains(codec.idOf(text.header()))) {
                    Event event = FrameCodec.event(codec, text);
                    // What comes late from a room that was left is not read, so it must not be kept either.
                    if (!event.header().rules().equals(OpenRoomRules.NAME) || rooms.containsKey(event.log())) {
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

    private void digest(List<Event> news) {
        Map<LogId, List<Event>> byRoom = new LinkedHashMap<>();
        for (Event event : news) {
            if (rooms.containsKey(event.log())) {
                byRoom.computeIfAbsent(event.log(), log -> new ArrayList<>()).add(event);
            }
        }
        byRoom.forEach((log, events) -> rooms.get(log).digest(events, told));
    }

    private void sweep() {
        swept = platform.clock().millis();
        KeyRing.forgetOld(platform.store(), swept);
        rooms.values().forEach(room -> room.forgetOldKeys(swept));
        commit();
    }

    private void hangUp(String reason) {
        platform.network().hangUp();
        closed(reason);
    }

    /** Makes the step durable, sends what is new of one's own, tells what happened. */
    private void finish() {
        ledger.flush();
        for (Room room : rooms.values()) {
            room.act(told);
            room.tellMembers(told);
        }
        ledger.flush();
        commit();
        post(outbox.takeNew());
        rooms.values().removeIf(this::forgotten);
        commit();
        List<ClientEvent> now = new ArrayList<>(told);
        told.clear();
        now.forEach(listener::on);
    }

    private boolean forgotten(Room room) {
        boolean gone = room.left() && !room.member();
        if (gone) {
            connection.send(new Unsubscribe(room.log().toString()));
            platform.store().remove(Table.ROOM, room.name().value());
        }
        return gone;
    }

    private void post(List<Event> events) {
        if (exchange == null) {
            return;
        }
        for (int from = 0; from < events.size(); from += MAX_POST) {
            List<Event> some = events.subList(from, Math.min(events.size(), from + MAX_POST));
            connection.send(new Post(FrameCodec.texts(some)));
        }
    }

    private void commit() {
        try {
            platform.store().commit();
        } catch (StoreException e) {
            throw new IllegalStateException("the client's disk cannot be written", e);
        }
    }

    private void restore() {
        ClientStore store = platform.store();
        for (Row row : store.rows(Table.ROOM)) {
            RoomName name = new RoomName(row.key());
            rooms.put(id(name), new Room(name, id(name), desk, namespace, Room.Wish.valueOf(row.value())));
        }
        for (Row row : store.rows(Table.PENDING)) {
            long said = Long.parseLong(row.key());
            int space = row.value().indexOf(' ');
            Room room = rooms.get(id(new RoomName(row.value().substring(0, space))));
            if (room != null) {
                room.resume(said, row.value().substring(space + 1));
            }
            number = Math.max(number, said);
        }
        number = Math.max(number, outbox.lastNumber());
        outbox.takeNew();
        commit();
    }

    private LogId id(RoomName name) {
        return OpenRoom.id(platform.crypto(), namespace, name);
    }
}
