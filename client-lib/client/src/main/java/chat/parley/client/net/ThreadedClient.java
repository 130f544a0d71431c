package chat.parley.client.net;

import chat.parley.client.Accounts;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
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
import chat.parley.client.blob.UrlConnectionHttp;
import chat.parley.client.core.ClientCore;
import chat.parley.client.core.ExportPages;
import chat.parley.client.core.Platform;
import chat.parley.client.core.Search;
import chat.parley.client.export.ExportWriter;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.StrictClientStore;
import chat.parley.client.transfer.Carrier;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A {@link ClientCore} on a thread of its own, with sockets. */
public final class ThreadedClient implements ParleyClient {
    private static final long TICK_MILLIS = 250;

    /** The folder, in the client's own, of files under way. */
    private static final String FILES = "files";

    private static final long IDLE_SECONDS = 5;

    private final ClientThread thread;
    private final Crypto crypto;
    private final FrameCodec codec = new FrameCodec();
    private final TyrusNetwork network;
    private final ClientStore store;
    private final ClientListener listener;
    private final ClientCore core;
    private final Accounts accounts;
    private final Devices devices;
    private final Contacts contacts;
    private final OwnedRooms owned;
    private final SharedFiles files;
    private final ExecutorService transfers;

    /**
     * @param store in this client's hands from now on; its giver's, if this fails
     */
    public ThreadedClient(
            Crypto crypto, StreamCrypto streams, ClientStore store, ClientOptions options, ClientListener listener) {
        this.crypto = crypto;
        this.store = new StrictClientStore(store);
        this.listener = listener;
        this.thread = new ClientThread(this::stopped);
        this.network = new TyrusNetwork(codec, thread::later);
        this.transfers = transfers(options.transfers().atOnce());
        Platform platform = new Platform(
                crypto,
                this.store,
                network.way(this::core),
                Clock.systemUTC(),
                new SlowWork(thread::later),
                Optional.of(new Carrier(
                        streams,
                        new UrlConnectionHttp(),
                        options.folder().resolve(FILES),
                        options.transfers(),
                        new Carrier.Places(transfers, thread::later))),
                Optional.of(network.way(() -> core().beside())));
        try {
            this.core = thread.call(
                    () -> new ClientCore(platform, options.name(), options.servers(), options.namespace(), listener));
        } catch (RuntimeException e) {
            // The store is its giver's again.
            end();
            throw e;
        }
        OnThread onThread = new OnThread(thread::call);
        this.accounts = onThread.of(Accounts.class, core::account);
        this.devices = onThread.of(Devices.class, core::devices);
        this.contacts = onThread.of(Contacts.class, core::contacts);
        this.owned = onThread.of(OwnedRooms.class, core::owned);
        this.files = onThread.of(SharedFiles.class, core::files);
        thread.every(TICK_MILLIS, core::tick);
    }

    /** There only while there is something to move. */
    private static ExecutorService transfers(int atOnce) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                atOnce, atOnce, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>(), task -> {
                    Thread transfer = new Thread(task, "parley-transfer");
                    transfer.setDaemon(true);
                    return transfer;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public Person me() {
        return thread.call(core::me);
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
    public Contacts contacts() {
        return contacts;
    }

    @Override
    public OwnedRooms owned() {
        return owned;
    }

    @Override
    public SharedFiles files() {
        return files;
    }

    @Override
    public void join(RoomRef.Open room) {
        thread.run(() -> core.join(room));
    }

    @Override
    public void leave(RoomRef room) {
        thread.run(() -> core.leave(room));
    }

    @Override
    public long say(RoomRef room, String text) {
        return thread.call(() -> core.talk().say(room, checked(text)));
    }

    @Override
    public long reply(RoomRef room, EventId to, String text) {
        return thread.call(() -> core.talk().reply(room, to, checked(text)));
    }

    @Override
    public void edit(RoomRef room, EventId message, String text) {
        thread.run(() -> core.talk().edit(room, message, checked(text)));
    }

    @Override
    public void delete(RoomRef room, EventId message) {
        thread.run(() -> core.talk().delete(room, message));
    }

    @Override
    public void react(RoomRef room, EventId to, String reaction, boolean on) {
        thread.run(() -> core.talk().react(room, to, reaction, on));
    }

    @Override
    public void read(RoomRef room, EventId upTo) {
        thread.run(() -> core.talk().read(room, upTo));
    }

    @Override
    public void receipts(boolean told) {
        thread.run(() -> core.talk().receipts(told));
    }

    @Override
    public void typing(RoomRef room, boolean typing) {
        thread.run(() -> core.talk().typing(room, typing));
    }

    @Override
    public void typingTold(boolean told) {
        thread.run(() -> core.talk().typingTold(told));
    }

    @Override
    public List<ClientEvent.Received> received(RoomRef room) {
        return thread.call(() -> core.talk().received(room));
    }

    @Override
    public List<ClientEvent.Message> search(String words, Optional<RoomRef> room, int limit) {
        Search search = thread.call(() -> core.talk().search(words, room, limit));
        while (thread.call(search::step)) {
            // Each step is one of the client's: between two it does other things.
        }
        return search.found();
    }

    @Override
    public void export(OutputStream out, char[] passphrase) throws IOException {
        ExportPages pages = thread.call(core::export);
        ExportWriter writer = new ExportWriter(crypto, out, passphrase);
        List<String> page = thread.call(pages::next);
        while (!page.isEmpty()) {
            for (String line : page) {
                writer.line(line);
            }
            page = thread.call(pages::next);
        }
        writer.finish();
    }

    @Override
    public Optional<RoomInfo> room(RoomRef room) {
        return thread.call(() -> core.room(room));
    }

    @Override
    public List<Person> members(RoomRef room) {
        return thread.call(() -> core.members(room));
    }

    @Override
    public List<RoomRef> rooms() {
        return thread.call(core::rooms);
    }

    @Override
    public List<ClientEvent.Message> history(RoomRef room, int limit) {
        return thread.call(() -> core.history(room, limit));
    }

    @Override
    public void older(RoomRef room, int limit) {
        if (limit < 1 || limit > MAX_OLDER) {
            throw new IllegalArgumentException("1 to " + MAX_OLDER + " messages at a time, not " + limit);
        }
        thread.run(() -> core.older(room, limit));
    }

    @Override
    public ConnectionState connection() {
        // Asked for when the end of the connection is shown, which may be after the client's own end.
        return thread.isOver()
                ? new ConnectionState(Optional.empty(), Collections.emptyList())
                : thread.call(core::connection);
    }

    @Override
    public void reconnect() {
        thread.run(core::reconnect);
    }

    @Override
    public Optional<DomainId> otherDomain() {
        return thread.call(core::otherDomain);
    }

    @Override
    public void acceptDomain(DomainId domain) {
        thread.run(() -> core.acceptDomain(domain));
    }

    @Override
    public List<Waiting> waiting(RoomRef room) {
        return thread.call(() -> core.talk().waiting(room));
    }

    @Override
    public boolean takeBack(RoomRef room, long number) {
        return thread.call(() -> core.talk().takeBack(room, number));
    }

    @Override
    public Map<EventId, Delivery> deliveries(RoomRef room, Collection<EventId> messages) {
        return thread.call(() -> core.talk().deliveries(room, messages));
    }

    @Override
    public int unsent() {
        return thread.call(core::unsent);
    }

    @Override
    public Unsettled unsettled() {
        return thread.call(core::unsettled);
    }

    @Override
    public int onOneServer() {
        return thread.call(core::onOneServer);
    }

    @Override
    public void close() {
        if (end()) {
            store.close();
        }
    }

    private boolean end() {
        boolean first = thread.close(network::close);
        if (first) {
            transfers.shutdownNow();
            codec.close();
        }
        return first;
    }

    private static String checked(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a text has 1 to " + MAX_TEXT_BYTES + " bytes, this one " + bytes);
        }
        return text;
    }

    private ClientCore core() {
        return core;
    }

    private void stopped(RuntimeException why) {
        network.close();
        listener.on(new ClientEvent.Problem(
                "CLIENT_STOPPED", "this client cannot go on: " + why.getMessage() + ". Start it again"));
    }
}
