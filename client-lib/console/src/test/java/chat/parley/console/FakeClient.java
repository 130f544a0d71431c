package chat.parley.console;

import chat.parley.client.Accounts;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.ConnectionState;
import chat.parley.client.Delivery;
import chat.parley.client.Devices;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.Unsettled;
import chat.parley.client.Waiting;
import chat.parley.console.settings.ParleyClientFactory;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A client without a network: answers after a delay, on one thread, as the script wants; keeps what was asked of it. */
public final class FakeClient implements ParleyClient {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final String SERVER = "ws://127.0.0.1:8081/parley";

    /** What the fake network does. */
    public record Script(boolean connects, boolean joins, boolean stores, long delayMillis) {
        public static final Script GOOD = new Script(true, true, true, 20);
    }

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "fake-client"));
    private final Script script;
    private final ClientOptions options;
    private final ClientListener listener;
    private final Person me;
    private final Map<RoomRef, List<Person>> rooms = new LinkedHashMap<>();
    private final Map<RoomRef, RoomInfo> infos = new LinkedHashMap<>();
    private final List<ClientEvent.Message> history = new ArrayList<>();
    private final List<ClientEvent.Received> received = new ArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final FakeLine line = new FakeLine();
    private final Map<EventId, Delivery> deliveries = new LinkedHashMap<>();
    private final FakeAccounts accounts;
    private final FakeDevices devices;
    private final FakeContacts contacts;
    private final FakeOwnedRooms owned;
    private final FakeFiles files;
    private boolean connected;
    private int unsent;
    private int acts;
    private int lost;
    private boolean closed;
    private boolean drops;
    private Optional<RuntimeException> refusal = Optional.empty();
    private long number;
    private int ids;
    private boolean cutOff;
    private Runnable whenAsked = () -> {};
    private Optional<DomainId> other = Optional.empty();

    private volatile BiConsumer<RoomRef, Boolean> typed = (room, typing) -> {};

    public FakeClient(Script script, ClientOptions options, ClientListener listener) {
        this.script = script;
        this.options = options;
        this.listener = listener;
        this.me = person(1, options.name(), true);
        this.accounts = new FakeAccounts(this);
        this.devices = new FakeDevices(this);
        this.contacts = new FakeContacts(this);
        this.owned = new FakeOwnedRooms(this);
        this.files = new FakeFiles(this);
        later(this::connect);
    }

    public static ParleyClientFactory factory(Script script) {
        return (options, passphrase, listener) -> new FakeClient(script, options, listener);
    }

    public static Person person(int id, String name, boolean self) {
        return new Person(new UserId(id(id)), name, self);
    }

    public static ClientEvent.Message message(int id, String room, Person sender, String text) {
        return message(id, RoomRef.open(room), sender, text);
    }

    public static ClientEvent.Message message(int id, RoomRef room, Person sender, String text) {
        return new ClientEvent.Message(room, new EventId(id(id)), sender, NOON, text, false);
    }

    public static byte[] id(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) (number * 37);
        bytes[1] = (byte) (number >> 8);
        bytes[2] = (byte) number;
        return bytes;
    }

    /** What was asked of this client and answers nothing. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    void called(String call) {
        calls.add(call);
    }

    /** Something is done that others are to learn: a server stores it as it does a text. */
    void act(String call) {
        called(call);
        synchronized (this) {
            acts++;
        }
        if (script.stores()) {
            later(() -> {
                synchronized (this) {
                    acts--;
                }
            });
        }
    }

    /** From now on what is said cannot be written where it is said: this user was removed there. */
    public synchronized void drops() {
        drops = true;
    }

    /** From now on saying something is refused so. */
    public synchronized void refuses(RuntimeException with) {
        refusal = Optional.of(with);
    }

    /** Its disk is full: nothing can be asked of it any more. */
    public void breakDown() {
        later(() -> {
            synchronized (this) {
                closed = true;
            }
            listener.on(new ClientEvent.Problem(
                    "CLIENT_STOPPED", "this client cannot go on: the client's disk cannot be written. Start it again"));
        });
    }

    /** Its disk is full soon after it is first asked something. */
    public synchronized void breakDownOnceAsked() {
        whenAsked = () -> {
            whenAsked = () -> {};
            breakDown();
        };
    }

    /** Somebody has told how far they are. */
    public synchronized void receive(ClientEvent.Received event) {
        received.add(event);
    }

    /** What was said in a room; to be asked after the end, too. */
    public synchronized List<ClientEvent.Message> said(RoomRef room) {
        return history.stream().filter(message -> message.room().equals(room)).toList();
    }

    /** The rooms that it is in, or was in at its end. */
    public synchronized List<RoomRef> entered() {
        return List.copyOf(rooms.keySet());
    }

    private void alive() {
        whenAsked.run();
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
    }

    /** Tells an event as the real client would: on its thread, after what is under way. */
    public void tell(ClientEvent event) {
        if (event instanceof ClientEvent.Message message) {
            synchronized (this) {
                history.add(message);
            }
        }
        later(() -> listener.on(event));
    }

    /** A room joined in an earlier run, and what was said there. */
    public synchronized void remember(RoomRef room, List<Person> members, List<ClientEvent.Message> said) {
        rooms.put(room, members);
        history.addAll(said);
        if (room instanceof RoomRef.Open) {
            RoomInfo.Kind open = RoomInfo.Kind.OPEN;
            infos.put(
                    room,
                    new RoomInfo(
                            room, open, room.toString(), "", Optional.empty(), Charter.History.NONE, Optional.empty()));
        }
    }

    /** What a room is. */
    public synchronized void know(RoomInfo info) {
        infos.put(info.ref(), info);
    }

    /** The server dies. */
    public void lose() {
        later(() -> {
            synchronized (this) {
                connected = false;
            }
            listener.on(new ClientEvent.Disconnected(options.servers().get(0), "it was killed"));
        });
    }

    /** It answers again. */
    public void regain() {
        later(this::connect);
    }

    private void connect() {
        if (script.connects()) {
            synchronized (this) {
                connected = true;
            }
            listener.on(new ClientEvent.Connected(options.servers().get(0), false));
            List<FakeLine.Entry> waited;
            synchronized (this) {
                waited = line.takeAll();
            }
            waited.forEach(each -> write(each.room(), each.waiting()));
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
            enter(room, List.of(me, person(2, "bob", false)));
        }
    }

    void enter(RoomRef room, List<Person> members) {
        later(() -> {
            remember(room, members, List.of());
            listener.on(new ClientEvent.Joined(room, members));
        });
    }

    @Override
    public void older(RoomRef room, int limit) {
        later(() -> listener.on(new ClientEvent.Older(
                room, List.of(message(90, room, person(2, "bob", false), "long ago")), 3, false)));
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
    public long say(RoomRef room, String text) {
        return say(room, text, Optional.empty());
    }

    @Override
    public long reply(RoomRef room, EventId to, String text) {
        return say(room, text, Optional.of(to));
    }

    private synchronized long say(RoomRef room, String text, Optional<EventId> replyTo) {
        alive();
        refusal.ifPresent(refused -> {
            throw refused;
        });
        if (!rooms.containsKey(room)) {
            throw new IllegalStateException("not in " + room);
        }
        long said = ++number;
        unsent++;
        if (drops) {
            later(this::drop);
        } else {
            Waiting waiting = line.add(room, said, text, replyTo);
            later(() -> goOut(room, waiting));
        }
        return said;
    }

    /** A text goes out, unless it was taken back; without a server it waits, and that is told. */
    private void goOut(RoomRef room, Waiting waiting) {
        boolean goes;
        synchronized (this) {
            if (!line.of(room).contains(waiting)) {
                return;
            }
            goes = connection().server().isPresent();
            if (goes) {
                line.take(room, waiting.number());
            }
        }
        if (goes) {
            write(room, waiting);
        } else {
            listener.on(new ClientEvent.Waits(room, waiting));
        }
    }

    private void write(RoomRef room, Waiting waiting) {
        ClientEvent.Message message;
        synchronized (this) {
            EventId id = new EventId(id(1000 + ++ids));
            ClientEvent.Marks marks =
                    new ClientEvent.Marks(waiting.replyTo(), false, false, ClientEvent.Marks.NONE.reactions());
            message = new ClientEvent.Message(room, id, me, NOON, waiting.text(), marks, false);
            history.add(message);
            deliveries.put(id, Delivery.SENDING);
        }
        listener.on(new ClientEvent.Sent(room, waiting.number(), message.id()));
        listener.on(message);
        if (script.stores()) {
            later(() -> stored(room, waiting.number(), message.id()));
        }
    }

    private void drop() {
        listener.on(new ClientEvent.Problem("NOT_SENT", "1 of your messages could not be sent"));
        synchronized (this) {
            unsent--;
            lost++;
        }
    }

    private void stored(RoomRef room, long said, EventId id) {
        synchronized (this) {
            unsent--;
            deliveries.put(id, Delivery.STORED);
        }
        listener.on(new ClientEvent.Stored(room, said, id));
    }

    @Override
    public void edit(RoomRef room, EventId message, String text) {
        act("edit " + text(message) + " to " + text);
    }

    @Override
    public void delete(RoomRef room, EventId message) {
        act("delete " + text(message));
    }

    @Override
    public void react(RoomRef room, EventId to, String reaction, boolean on) {
        act((on ? "react " : "unreact ") + reaction + " to " + text(to));
    }

    @Override
    public void read(RoomRef room, EventId upTo) {
        called("read " + room);
    }

    @Override
    public void receipts(boolean told) {
        called("receipts " + told);
    }

    @Override
    public void typing(RoomRef room, boolean typing) {
        called("typing " + room + " " + typing);
        typed.accept(room, typing);
    }

    @Override
    public void typingTold(boolean told) {
        called("typing told " + told);
    }

    /** Who hears that this client's person types. */
    public void whenTyping(BiConsumer<RoomRef, Boolean> hears) {
        typed = hears;
    }

    @Override
    public void export(OutputStream out, char[] passphrase) throws IOException {
        if (new String(passphrase).startsWith("broken")) {
            throw new IOException("no space left");
        }
        out.write("all of it".getBytes(StandardCharsets.UTF_8));
    }

    private synchronized String text(EventId id) {
        return history.stream()
                .filter(message -> message.id().equals(id))
                .map(ClientEvent.Message::text)
                .findFirst()
                .orElse(id.toString());
    }

    @Override
    public synchronized List<ClientEvent.Received> received(RoomRef room) {
        alive();
        return received.stream().filter(each -> each.room().equals(room)).toList();
    }

    @Override
    public synchronized List<ClientEvent.Message> search(String words, Optional<RoomRef> room, int limit) {
        alive();
        List<ClientEvent.Message> found = new ArrayList<>();
        history.stream()
                .filter(message -> room.isEmpty() || room.get().equals(message.room()))
                .filter(message -> message.text().contains(words))
                .forEach(message -> found.add(0, message));
        return found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public synchronized Optional<RoomInfo> room(RoomRef room) {
        alive();
        return Optional.ofNullable(infos.get(room));
    }

    @Override
    public synchronized List<Person> members(RoomRef room) {
        alive();
        return rooms.getOrDefault(room, List.of());
    }

    @Override
    public synchronized List<RoomRef> rooms() {
        alive();
        return List.copyOf(rooms.keySet());
    }

    @Override
    public synchronized List<ClientEvent.Message> history(RoomRef room, int limit) {
        alive();
        return said(room);
    }

    /** Whatever has connected, nothing is from now on. */
    public synchronized void cutOff() {
        cutOff = true;
    }

    /** A server of another domain comes. */
    public synchronized void turnAway(DomainId domain) {
        other = Optional.of(domain);
    }

    @Override
    public synchronized Optional<DomainId> otherDomain() {
        return other;
    }

    @Override
    public synchronized void acceptDomain(DomainId domain) {
        called("acceptDomain " + domain);
        other = Optional.empty();
    }

    @Override
    public synchronized ConnectionState connection() {
        return new ConnectionState(
                connected && !cutOff ? Optional.of(options.servers().get(0)) : Optional.empty(), options.servers());
    }

    @Override
    public Accounts account() {
        return accounts;
    }

    @Override
    public Devices devices() {
        return devices;
    }

    @Override
    public FakeContacts contacts() {
        return contacts;
    }

    @Override
    public FakeOwnedRooms owned() {
        return owned;
    }

    @Override
    public FakeFiles files() {
        return files;
    }

    @Override
    public synchronized Unsettled unsettled() {
        alive();
        return new Unsettled(unsent + acts, lost);
    }

    @Override
    public synchronized int onOneServer() {
        alive();
        return 0;
    }

    @Override
    public synchronized List<Waiting> waiting(RoomRef room) {
        alive();
        return line.of(room);
    }

    @Override
    public synchronized boolean takeBack(RoomRef room, long number) {
        alive();
        Optional<Waiting> taken = line.take(room, number);
        taken.ifPresent(waiting -> {
            unsent--;
            later(() -> listener.on(new ClientEvent.Withdrawn(room, waiting)));
        });
        return taken.isPresent();
    }

    /** How far an own message is. */
    public synchronized void delivered(EventId id, Delivery delivery) {
        deliveries.put(id, delivery);
    }

    @Override
    public synchronized Map<EventId, Delivery> deliveries(RoomRef room, Collection<EventId> messages) {
        alive();
        Map<EventId, Delivery> known = new LinkedHashMap<>(deliveries);
        known.keySet().retainAll(messages);
        return known;
    }

    @Override
    public synchronized int unsent() {
        alive();
        return unsent;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdownNow();
    }

    /** Forgets its rooms: it is somebody else now. */
    synchronized void forgetRooms() {
        rooms.clear();
    }

    void later(Runnable work) {
        thread.schedule(work, script.delayMillis(), TimeUnit.MILLISECONDS);
    }
}
