package chat.parley.client.core;

import chat.parley.client.Accounts;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ConnectionState;
import chat.parley.client.Contacts;
import chat.parley.client.Devices;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Bye;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Roster;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A client without its thread, its socket and its file: everything that is decided. Each call is one step; at its end what
 * changed is durable, and then it is told and sent. Used by one thread.
 */
public final class ClientCore {
    /** Between two searches for keys whose time is over, in milliseconds. */
    private static final long SWEEP_MILLIS = 60_000;

    private final Platform platform;
    private final ClientListener listener;
    private final Ledger ledger;
    private final Desk desk;
    private final Connection connection;
    private final Rooms rooms;
    private final Talk talk;
    private final List<ClientEvent> told = new ArrayList<>();
    private Optional<Conversation> conversation = Optional.empty();
    private boolean moved;
    private long swept;

    /**
     * Opens or makes the account that the store holds.
     *
     * @param name what the person is called
     * @param servers base urls to try first
     */
    public ClientCore(Platform platform, String name, List<String> servers, String namespace, ClientListener listener) {
        this.platform = platform;
        this.listener = listener;
        EventCodec codec = new EventCodec(platform.crypto());
        EventRows events = new EventRows(platform.store(), codec);
        this.ledger = new Ledger(events, codec, platform.crypto());
        this.desk = new Desk(platform, codec, ledger, events, new Outbox(platform.store(), events));
        desk.account(Account.open(platform, codec, ledger, desk, name));
        this.connection = new Connection(platform, desk.account(), new Servers(platform.store(), servers));
        this.rooms = new Rooms(desk, namespace, desk.outbox().lastNumber());
        this.talk = new Talk(desk, rooms, this::finish);
        events.digestBy(news -> rooms.digest(news, told));
        commit();
    }

    public Person me() {
        return new Person(desk.account().user(), desk.account().name(), true);
    }

    public void join(RoomRef.Open name) {
        Optional<Room> known = rooms.find(name);
        Room room = known.isPresent() ? known.get() : rooms.open(name, Room.Wish.IN);
        if (!known.isPresent()) {
            conversation.ifPresent(present -> present.subscribe(room));
        }
        room.wish(Room.Wish.IN);
        finish();
    }

    public void leave(RoomRef name) {
        rooms.find(name).ifPresent(room -> {
            room.wish(Room.Wish.OUT);
            if (room.member()) {
                room.act(told);
            } else {
                told.add(new ClientEvent.Left(name));
            }
            finish();
        });
    }

    /** What is said in rooms, and done to what was said. */
    public Talk talk() {
        return talk;
    }

    /** {@link Talk#say}. */
    public long say(RoomRef room, String text) {
        return talk.say(room, text);
    }

    public Optional<RoomInfo> room(RoomRef room) {
        return Optional.empty();
    }

    /** Conversations and contacts as lines, a page at a time. */
    public ExportPages export() {
        List<Contacts.Contact> met =
                Optional.ofNullable(contacts()).map(Contacts::all).orElse(Collections.emptyList());
        return new ExportPages(me(), platform.clock().instant(), met, rooms.all(), this::room);
    }

    public Accounts account() {
        return null;
    }

    public Devices devices() {
        return null;
    }

    public Contacts contacts() {
        return null;
    }

    public OwnedRooms owned() {
        return null;
    }

    public List<Person> members(RoomRef name) {
        return rooms.find(name).map(Room::members).orElse(Collections.emptyList());
    }

    public List<RoomRef> rooms() {
        return rooms.joined();
    }

    public List<ClientEvent.Message> history(RoomRef name, int limit) {
        return rooms.find(name).map(room -> room.messages().last(limit)).orElse(Collections.emptyList());
    }

    /** Answered by {@link ClientEvent.Older}: from here if something is here, else from the server. */
    public void older(RoomRef name, int limit) {
        Room room =
                rooms.find(name).orElseThrow(() -> new IllegalStateException("not in #" + name + ": /join it first"));
        if (room.older(limit, told)) {
            if (conversation.isPresent()) {
                conversation.get().older(room, limit);
            } else {
                room.olderUnreachable(told);
            }
        }
        finish();
    }

    public ConnectionState connection() {
        return new ConnectionState(connection.ready(), connection.servers().known());
    }

    /** Texts that no server has stored. */
    public int unsent() {
        return desk.outbox().texts() + rooms.pending();
    }

    /** Texts that only one server has stored. */
    public int onOneServer() {
        return desk.outbox().storedTexts();
    }

    /** Time passes: to be called every 250 ms. */
    public void tick() {
        connection.tick().ifPresent(this::hangUp);
        conversation.flatMap(present -> present.tick(platform.clock().millis())).ifPresent(this::hangUp);
        talk.tick(platform.clock().millis());
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
        if (!connection.current().isEmpty()) {
            told.add(new ClientEvent.Disconnected(connection.current(), reason));
        }
        conversation.ifPresent(past -> {
            moved = true;
            past.end();
        });
        conversation = Optional.empty();
        connection.lost();
        finish();
        tick();
    }

    /** A frame arrived. */
    public void frame(Frame frame) {
        connection.heard();
        try {
            take(frame).ifPresent(this::hangUp);
        } catch (IllegalArgumentException e) {
            hangUp("it sent what cannot be read");
        }
        if (desk.retiring()) {
            renewDevice();
        }
        finish();
    }

    /** Takes a frame in; says why the server is to be given up, if it is. */
    private Optional<String> take(Frame frame) {
        if (frame instanceof Challenge) {
            return connection.challenged((Challenge) frame);
        }
        if (frame instanceof Welcome) {
            Optional<String> wrong = connection.welcomed((Welcome) frame);
            if (!wrong.isPresent()) {
                told.add(new ClientEvent.Connected(connection.current(), moved));
                conversation = Optional.of(new Conversation(ledger, desk, connection, rooms, told));
                conversation.get().begin();
            }
            return wrong;
        }
        if (!conversation.isPresent()) {
            return Optional.empty();
        }
        if (frame instanceof Roster) {
            connection.learned(((Roster) frame).servers());
            return Optional.empty();
        }
        if (frame instanceof Bye) {
            connection.learned(((Bye) frame).servers());
            return Optional.of("it stops");
        }
        return conversation.get().handle(frame);
    }

    /** Two copies of one store would use one key and one number twice: this one goes on as a device of its own. */
    private void renewDevice() {
        told.add(new ClientEvent.Problem(
                "DEVICE_COPIED",
                "another copy of this client's folder is or was in use: this one goes on as a new device. Use one copy only;"
                        + " to move to another machine, move the folder"));
        desk.renew();
        connection.account(desk.account());
        rooms.all().forEach(Room::deviceRenewed);
        hangUp("it is greeted again, as a new device");
    }

    private void sweep() {
        swept = platform.clock().millis();
        KeyRing.forgetOld(platform.store(), swept);
        rooms.all().forEach(room -> room.forgetOldKeys(swept));
        commit();
    }

    private void hangUp(String reason) {
        platform.network().hangUp();
        closed(reason);
    }

    /** Makes the step durable, sends what is new of one's own, tells what happened. */
    private void finish() {
        ledger.flush();
        for (Room room : rooms.all()) {
            room.act(told);
            room.tellMembers(told);
        }
        ledger.flush();
        List<Room> left = rooms.takeLeft();
        talk.heard(told);
        commit();
        // What nobody is spoken with to post goes out when somebody is.
        conversation.ifPresent(present -> {
            present.post(desk.outbox().takeNew());
            left.forEach(present::unsubscribe);
        });
        List<ClientEvent> now = new ArrayList<>(told);
        told.clear();
        now.forEach(listener::on);
    }

    private void commit() {
        try {
            platform.store().commit();
        } catch (StoreException e) {
            throw new IllegalStateException("the client's disk cannot be written", e);
        }
    }
}
