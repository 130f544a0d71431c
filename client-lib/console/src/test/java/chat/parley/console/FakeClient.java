package chat.parley.console;

import chat.parley.client.Accounts;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.ConnectionState;
import chat.parley.client.Contacts;
import chat.parley.client.Devices;
import chat.parley.client.OwnedRooms;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client without a network: answers after a delay, on one thread, as the script wants. */
final class FakeClient implements ParleyClient {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final String SERVER = "ws://127.0.0.1:8081/parley";

    /** What the fake network does. */
    record Script(boolean connects, boolean joins, boolean stores, long delayMillis) {
        static final Script GOOD = new Script(true, true, true, 20);
    }

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "fake-client"));
    private final Script script;
    private final ClientOptions options;
    private final ClientListener listener;
    private final Person me;
    private final Map<RoomRef, List<Person>> rooms = new LinkedHashMap<>();
    private final List<ClientEvent.Message> history = new ArrayList<>();
    private boolean connected;
    private int unsent;
    private long number;
    private int ids;

    FakeClient(Script script, ClientOptions options, ClientListener listener) {
        this.script = script;
        this.options = options;
        this.listener = listener;
        this.me = person(1, options.name(), true);
        later(this::connect);
    }

    static ParleyClientFactory factory(Script script) {
        return (options, listener) -> new FakeClient(script, options, listener);
    }

    static Person person(int id, String name, boolean self) {
        return new Person(new UserId(id(id)), name, self);
    }

    static ClientEvent.Message message(int id, String room, Person sender, String text) {
        return new ClientEvent.Message(RoomRef.open(room), new EventId(id(id)), sender, NOON, text, false);
    }

    static byte[] id(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) (number * 37);
        bytes[1] = (byte) (number >> 8);
        bytes[2] = (byte) number;
        return bytes;
    }

    /** Tells an event as the real client would: on its thread, after what is under way. */
    void tell(ClientEvent event) {
        later(() -> listener.on(event));
    }

    /** A room joined in an earlier run, and what was said there. */
    synchronized void remember(RoomRef room, List<Person> members, List<ClientEvent.Message> said) {
        rooms.put(room, members);
        history.addAll(said);
    }

    private void connect() {
        if (script.connects()) {
            synchronized (this) {
                connected = true;
            }
            listener.on(new ClientEvent.Connected(options.servers().get(0), false));
        } else {
            listener.on(new ClientEvent.Disconnected(options.servers().get(0), "connection refused"));
        }
    }

    @Override
    public Person me() {
        return me;
    }

    @Override
    public void join(RoomRef.Open room) {
        if (script.joins()) {
            later(() -> {
                List<Person> members = List.of(me, person(2, "bob", false));
                synchronized (this) {
                    rooms.put(room, members);
                }
                listener.on(new ClientEvent.Joined(room, members));
            });
        }
    }

    @Override
    public void older(RoomRef room, int limit) {
        later(() -> listener.on(new ClientEvent.Older(
                room, List.of(message(90, room.toString(), person(2, "bob", false), "long ago")), 3, false)));
    }

    @Override
    public void leave(RoomRef room) {
        later(() -> {
            synchronized (this) {
                rooms.remove(room);
            }
            listener.on(new ClientEvent.Left(room));
        });
    }

    @Override
    public synchronized long say(RoomRef room, String text) {
        if (!rooms.containsKey(room)) {
            throw new IllegalStateException("not in " + room);
        }
        long said = ++number;
        unsent++;
        EventId id = new EventId(id(1000 + ++ids));
        later(() -> {
            listener.on(new ClientEvent.Sent(room, said, id));
            listener.on(new ClientEvent.Message(room, id, me, NOON, text, false));
            if (script.stores()) {
                later(() -> stored(room, said, id));
            }
        });
        return said;
    }

    private void stored(RoomRef room, long said, EventId id) {
        synchronized (this) {
            unsent--;
        }
        listener.on(new ClientEvent.Stored(room, said, id));
    }

    @Override
    public synchronized List<Person> members(RoomRef room) {
        return rooms.getOrDefault(room, List.of());
    }

    @Override
    public synchronized List<RoomRef> rooms() {
        return List.copyOf(rooms.keySet());
    }

    @Override
    public synchronized List<ClientEvent.Message> history(RoomRef room, int limit) {
        return history.stream().filter(message -> message.room().equals(room)).toList();
    }

    @Override
    public synchronized ConnectionState connection() {
        return new ConnectionState(
                connected ? Optional.of(options.servers().get(0)) : Optional.empty(), options.servers());
    }

    @Override
    public Accounts account() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Devices devices() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Contacts contacts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OwnedRooms owned() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long reply(RoomRef room, EventId to, String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void edit(RoomRef room, EventId message, String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(RoomRef room, EventId message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void react(RoomRef room, EventId to, String reaction, boolean on) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void read(RoomRef room, EventId upTo) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void receipts(boolean told) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ClientEvent.Message> search(String words, Optional<RoomRef> room, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void export(OutputStream out, char[] passphrase) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RoomInfo> room(RoomRef room) {
        return Optional.empty();
    }

    @Override
    public int onOneServer() {
        return 0;
    }

    @Override
    public synchronized int unsent() {
        return unsent;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void later(Runnable work) {
        thread.schedule(work, script.delayMillis(), TimeUnit.MILLISECONDS);
    }
}
