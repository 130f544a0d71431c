package chat.parley.android.screens;

import chat.parley.client.Accounts;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ConnectionState;
import chat.parley.client.Contacts;
import chat.parley.client.Delivery;
import chat.parley.client.Devices;
import chat.parley.client.OwnedRooms;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.Unsettled;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that holds what a test gives it, and notes what it is asked to do. Its facets answer by name. */
final class FakeClient implements ParleyClient {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<String, Object> answers = new LinkedHashMap<>();
    final Map<RoomRef, RoomInfo> rooms = new LinkedHashMap<>();
    final Map<RoomRef, List<ClientEvent.Message>> said = new LinkedHashMap<>();
    final List<ClientEvent.Received> received = new CopyOnWriteArrayList<>();
    final Map<RoomRef, List<Waiting>> waiting = new LinkedHashMap<>();
    final Map<EventId, Delivery> deliveries = new LinkedHashMap<>();
    final List<Person> members = new ArrayList<>();
    /** How often somebody asked for what was said. */
    final AtomicInteger histories = new AtomicInteger();

    final FakeFiles files = new FakeFiles();
    private final Person me;
    private ClientListener listener;
    private long number;

    FakeClient(Person me) {
        this.me = me;
        answers.put("name", Optional.<AccountName>empty());
        answers.put("lostName", Optional.<AccountName>empty());
        answers.put("invited", new ArrayList<OwnedRooms.Invited>());
        answers.put("rankOf", Optional.empty());
        answers.put("find", Optional.empty());
        answers.put("comparison", new Contacts.Comparison(Contacts.Outcome.NOT_YET, Optional.empty()));
        answers.put("all", new ArrayList<Contacts.Contact>());
    }

    FakeClient heardBy(ClientListener by) {
        listener = by;
        return this;
    }

    /** As without a server: it waits until it is Sent. */
    private long waits(RoomRef room, Optional<EventId> replyTo, String text) {
        waiting.computeIfAbsent(room, where -> new CopyOnWriteArrayList<>())
                .add(new Waiting(++number, text, replyTo, Optional.empty(), Instant.now(), Waiting.For.SERVER));
        return number;
    }

    /** Something happens. */
    void happens(ClientEvent event) {
        if (event instanceof ClientEvent.Sent sent) {
            waiting(sent.room()).removeIf(each -> each.number() == sent.number());
        }
        if (event instanceof ClientEvent.Message message) {
            said.computeIfAbsent(message.room(), room -> new CopyOnWriteArrayList<>())
                    .add(message);
        }
        listener.on(event);
    }

    static EventId id(int number) {
        byte[] bytes = new byte[EventId.BYTES];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return new EventId(bytes);
    }

    @Override
    public Optional<DomainId> otherDomain() {
        return Optional.ofNullable((DomainId) answers.get("otherDomain"));
    }

    @Override
    public void acceptDomain(DomainId domain) {
        calls.add("acceptDomain " + domain);
    }

    @Override
    public Person me() {
        return me;
    }

    @Override
    public Accounts account() {
        return facet(Accounts.class);
    }

    @Override
    public Devices devices() {
        return facet(Devices.class);
    }

    @Override
    public Contacts contacts() {
        return facet(Contacts.class);
    }

    @Override
    public OwnedRooms owned() {
        return facet(OwnedRooms.class);
    }

    @Override
    public SharedFiles files() {
        return files;
    }

    @Override
    public void join(RoomRef.Open room) {
        calls.add("join " + room);
    }

    @Override
    public void leave(RoomRef room) {
        calls.add("leave " + room);
    }

    @Override
    public long say(RoomRef room, String text) {
        calls.add("say " + text);
        return waits(room, Optional.empty(), text);
    }

    @Override
    public long reply(RoomRef room, EventId to, String text) {
        calls.add("reply " + text);
        return waits(room, Optional.of(to), text);
    }

    @Override
    public void edit(RoomRef room, EventId message, String text) {
        calls.add("edit " + text);
    }

    @Override
    public void delete(RoomRef room, EventId message) {
        calls.add("delete " + message);
    }

    @Override
    public void react(RoomRef room, EventId to, String reaction, boolean on) {
        calls.add("react " + reaction + " " + on);
    }

    @Override
    public void read(RoomRef room, EventId upTo) {
        calls.add("read " + upTo);
    }

    @Override
    public void receipts(boolean told) {
        calls.add("receipts " + told);
    }

    @Override
    public void typing(RoomRef room, boolean typing) {
        calls.add("typing " + typing);
    }

    @Override
    public void typingTold(boolean told) {
        calls.add("typing told " + told);
    }

    @Override
    public List<ClientEvent.Received> received(RoomRef room) {
        List<ClientEvent.Received> here = new ArrayList<>(received);
        here.removeIf(each -> !each.room().equals(room));
        return here;
    }

    @Override
    public List<ClientEvent.Message> search(String words, Optional<RoomRef> room, int limit) {
        calls.add("search " + words);
        List<ClientEvent.Message> found = new ArrayList<>();
        said.forEach((where, messages) -> messages.stream()
                .filter(each -> !room.isPresent() || room.get().equals(where))
                .filter(each -> each.text().contains(words))
                .forEach(each -> found.add(0, each)));
        return found;
    }

    @Override
    public void export(OutputStream out, char[] passphrase) throws IOException {
        calls.add("export " + new String(passphrase));
        out.write("a sealed file".getBytes(StandardCharsets.UTF_8));
        if (answers.containsKey("export fails")) {
            throw new IOException("no room left");
        }
    }

    @Override
    public Optional<RoomInfo> room(RoomRef room) {
        return Optional.ofNullable(rooms.get(room));
    }

    @Override
    public List<Person> members(RoomRef room) {
        return members;
    }

    @Override
    public List<RoomRef> rooms() {
        return new ArrayList<>(rooms.keySet());
    }

    @Override
    public List<ClientEvent.Message> history(RoomRef room, int limit) {
        histories.incrementAndGet();
        List<ClientEvent.Message> all = said.getOrDefault(room, new ArrayList<>());
        return new ArrayList<>(all.subList(Math.max(0, all.size() - limit), all.size()));
    }

    @Override
    public void older(RoomRef room, int limit) {
        calls.add("older");
    }

    @Override
    public ConnectionState connection() {
        return new ConnectionState(Optional.of("wss://one.example.org/parley"), new ArrayList<>());
    }

    @Override
    public void reconnect() {
        calls.add("reconnect");
    }

    @Override
    public List<Waiting> waiting(RoomRef room) {
        return waiting.getOrDefault(room, new ArrayList<>());
    }

    @Override
    public boolean takeBack(RoomRef room, long number) {
        calls.add("takeBack " + number);
        Optional<Waiting> taken =
                waiting(room).stream().filter(each -> each.number() == number).findFirst();
        taken.ifPresent(each -> {
            waiting.get(room).remove(each);
            listener.on(new ClientEvent.Withdrawn(room, each));
        });
        return taken.isPresent();
    }

    @Override
    public Map<EventId, Delivery> deliveries(RoomRef room, Collection<EventId> messages) {
        Map<EventId, Delivery> known = new LinkedHashMap<>(deliveries);
        known.keySet().retainAll(messages);
        return known;
    }

    @Override
    public int unsent() {
        return 0;
    }

    @Override
    public Unsettled unsettled() {
        return new Unsettled(0, 0);
    }

    @Override
    public int onOneServer() {
        return 0;
    }

    @Override
    public void close() {
        calls.add("close");
    }

    static ClientEvent.Message message(RoomRef room, int id, Person by, Instant time, String text) {
        return new ClientEvent.Message(room, id(id), by, time, text, false);
    }

    private <T> T facet(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (answers.containsKey(method.getName())) {
                        return answers.get(method.getName());
                    }
                    calls.add(method.getName() + (given == null ? "" : " " + Arrays.toString(given)));
                    return null;
                }));
    }
}
