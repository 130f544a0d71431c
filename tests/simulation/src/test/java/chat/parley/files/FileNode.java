package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.server.blob.BlobAnswer;
import chat.parley.server.blob.BlobDoor;
import chat.parley.server.blob.BlobLimits;
import chat.parley.server.blob.BlobRequest;
import chat.parley.server.blob.Blobs;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.NodeLoop;
import chat.parley.server.log.SqliteDatabase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A node as far as files go: the real database, thread, folder and answers, behind a plain HTTP server. */
final class FileNode implements AutoCloseable, Source {
    private static final SigningKey DOMAIN = CRYPTO.newSigningKey();
    private static final long PATIENCE_SECONDS = 30;

    final HandClock clock = new HandClock();

    /** Method and who asked, of all requests. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Method, status and code, of all answers. */
    final List<String> answers = new CopyOnWriteArrayList<>();

    private final Path folder;
    private final BlobLimits limits;
    private final SigningKey key = CRYPTO.newSigningKey();
    private final Set<ServerId> linked = new HashSet<>();
    private final HttpServer http;
    private final BlobDoor door = new BlobDoor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private JdbcEventStore store;
    private Ledger ledger;
    private NodeLoop loop;
    private Blobs blobs;
    private volatile boolean up;

    FileNode(Path folder) throws Exception {
        this(folder, BlobLimits.STANDARD);
    }

    FileNode(Path folder, BlobLimits limits) throws Exception {
        this.folder = folder;
        this.limits = limits;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/blobs/", this::serve);
        http.start();
        start();
    }

    /** Starts it on what is in its folder. */
    void start() throws Exception {
        Files.createDirectories(folder);
        EventCodec codec = new EventCodec(CRYPTO);
        store = new JdbcEventStore(new SqliteDatabase(folder, new DomainId(DOMAIN.publicKey())), codec);
        ledger = new Ledger(store, codec, CRYPTO);
        loop = new NodeLoop(ledger);
        blobs = new Blobs(
                new Blobs.Place(folder, store.batches(), CRYPTO, STREAMS),
                limits,
                new Blobs.Surroundings(
                        ledger, loop::submit, log -> true, log -> new ArrayList<>(linked), clock, clock));
        ledger.listen(blobs.desk());
        loop.start();
        door.open(blobs.service());
        up = true;
    }

    /** Ends it; what is on its disk stays. */
    void stop() {
        up = false;
        linked.clear();
        door.shut();
        blobs.close();
        loop.close();
        try {
            store.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    ServerId id() {
        return new ServerId(key.publicKey());
    }

    Path folder() {
        return folder;
    }

    String url() {
        return "ws://127.0.0.1:" + http.getAddress().getPort();
    }

    /** A link stands between two nodes from now on. */
    static void link(FileNode one, FileNode two) {
        one.hears(two, two.blobs.desk().greeting());
        two.hears(one, one.blobs.desk().greeting());
        one.call(() -> one.linked.add(two.id()));
        two.call(() -> two.linked.add(one.id()));
    }

    static void linkAll(FileNode... nodes) {
        for (int i = 0; i < nodes.length; i++) {
            for (int j = 0; j < i; j++) {
                link(nodes[i], nodes[j]);
            }
        }
    }

    static void cut(FileNode one, FileNode two) {
        one.call(() -> one.forget(two));
        two.call(() -> two.forget(one));
    }

    /** A frame comes over the link from another node. */
    void hears(FileNode from, Frame frame) {
        call(() -> blobs.desk().handle(frame, from.certificate(), new LinkEnd(this, from)));
    }

    void know(TestPerson person) {
        take(person.events());
    }

    void take(List<Event> events) {
        call(() -> {
            events.forEach(event -> ledger.offer(event, this));
            return true;
        });
        // Behind this the batch is committed and its listeners have been told.
        call(() -> true);
    }

    /** Leave for a person's first device, as its session gets it. */
    String token(TestPerson person) {
        return ((BlobToken) ask(person, person.device())).token();
    }

    /** What a device's session answers to the question for a token. */
    Frame ask(TestPerson person, TestDevice device) {
        List<Frame> told = new ArrayList<>();
        call(() -> blobs.desk().handle(new BlobAsk(), new Listener(told), person.user(), device.id()));
        return told.get(0);
    }

    /** Leave for a linked server. */
    String serverToken() {
        return ((BlobToken) blobs.desk().greeting()).token();
    }

    /** Clears up, if it is time. */
    void tick() {
        call(() -> {
            ledger.afterFlush(blobs::tick);
            return true;
        });
        call(() -> true);
    }

    boolean isUp() {
        return up;
    }

    private boolean forget(FileNode other) {
        linked.remove(other.id());
        blobs.desk().unlinked(other.id());
        return true;
    }

    private Certificate certificate() {
        return Certificate.issue(CRYPTO, DOMAIN, id(), url(), clock.millis() + 1_000_000_000L);
    }

    private <T> T call(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.submit(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a frame handled without waiting for it. */
    void post(FileNode from, Frame frame) {
        if (up) {
            loop.submit(() -> blobs.desk().handle(frame, from.certificate(), new LinkEnd(this, from)));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (!up) {
            exchange.close();
            return;
        }
        Optional<String> authorization = header(exchange, "Authorization");
        String who = authorization.orElse("").startsWith("Bearer server.") ? "server" : "person";
        requests.add(exchange.getRequestMethod() + " " + who);
        BlobRequest request = new BlobRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().substring("/blobs/".length()),
                authorization,
                header(exchange, "Content-Range"),
                header(exchange, "Range"),
                header(exchange, "Content-Length").map(Long::parseLong).orElse(-1L),
                exchange.getRequestBody());
        door.enter(request, answer -> write(exchange, answer));
    }

    private void write(HttpExchange exchange, BlobAnswer answer) {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            long length = Long.parseLong(answer.headers().getOrDefault("Content-Length", "0"));
            answers.add(exchange.getRequestMethod() + " " + answer.status());
            exchange.sendResponseHeaders(answer.status(), head || length == 0 ? -1 : length);
            answer.body().write(exchange.getResponseBody());
        } catch (IOException e) {
            // Whoever asked is gone, or was cut off.
        }
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        if (up) {
            stop();
        }
        http.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void stored(List<Event> events) {}

    @Override
    public void failed(List<Event> events) {
        throw new IllegalStateException("not stored");
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        throw new IllegalStateException(code + ": " + reason);
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        throw new IllegalStateException("missing " + ids);
    }
}
