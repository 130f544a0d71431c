package chat.parley.client.core;

import chat.parley.client.AccountException;
import chat.parley.client.Contacts;
import chat.parley.client.account.Greeting;
import chat.parley.client.account.Newcomer;
import chat.parley.client.account.Self;
import chat.parley.client.store.ClientStore;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.IdentityState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** What a client is to its account, its devices and its contacts. Stays, whoever the client becomes. */
final class Oneself implements Self {
    private final Platform platform;
    private final Connection connection;
    private final Core core;
    private final Map<LogId, CompletableFuture<Void>> fetching = new HashMap<>();
    private final List<CompletableFuture<Void>> delivering = new ArrayList<>();
    private final Map<EventId, CompletableFuture<Void>> posted = new LinkedHashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private Optional<CompletableFuture<Void>> visiting = Optional.empty();
    private Optional<Next> next = Optional.empty();
    private Desk desk;
    private SecondOpinion opinion;

    /** What only the whole client can do. */
    interface Core {
        void step();

        void hangUp(String reason);

        void renew(SigningKey root);
    }

    /**
     * Whom the client becomes at the end of a step.
     *
     * @param also done in the same transaction
     */
    record Next(Newcomer who, Runnable also) {}

    Oneself(Platform platform, Connection connection, Core core) {
        this.platform = platform;
        this.connection = connection;
        this.core = core;
    }

    /** Who this is from now on. */
    void desk(Desk now) {
        desk = now;
        new ArrayList<>(posted.keySet())
                .forEach(id -> failed(
                        id,
                        new AccountException(
                                AccountException.Code.NO_DEVICE,
                                "somebody else is here now: do it on a device of theirs")));
    }

    /** Who asks a second server, from now on. */
    void opinion(SecondOpinion now) {
        opinion = now;
    }

    /** An event of a room waits for these, which the server was asked for. */
    void missing(Event event, Set<EventId> ids) {
        opinion.missing(event, ids);
    }

    /** A server has been greeted: it tells of this user's identity from now on. */
    void greeted() {
        opinion.greeted();
        subscribe(user().identity());
        visiting.ifPresent(visit -> visit.complete(null));
        visiting = Optional.empty();
    }

    /** The connection is gone. */
    void lost() {
        List<CompletableFuture<Void>> waiting = new ArrayList<>(fetching.values());
        waiting.addAll(delivering);
        visiting.ifPresent(waiting::add);
        fetching.clear();
        delivering.clear();
        visiting = Optional.empty();
        waiting.forEach(future -> future.completeExceptionally(new AccountException(
                AccountException.Code.NOT_CONNECTED, "the connection broke: try again when a server is connected")));
    }

    /** A server has sent all that it has of a log. */
    void caughtUp(LogId log) {
        Optional.ofNullable(fetching.remove(log)).ifPresent(fetch -> fetch.complete(null));
    }

    /** A server takes an own event for none. */
    void refused(EventId id) {
        failed(
                id,
                new AccountException(
                        AccountException.Code.SERVER_LIES,
                        "this server refuses what is as it should be: try again at another one"));
    }

    /** A server has signed for something. */
    void signed() {
        for (EventId id : new ArrayList<>(posted.keySet())) {
            if (desk.outbox().stored(id)) {
                posted.remove(id).complete(null);
            }
        }
        if (!delivering.isEmpty() && desk.outbox().allStored()) {
            List<CompletableFuture<Void>> done = new ArrayList<>(delivering);
            delivering.clear();
            done.forEach(future -> future.complete(null));
        }
    }

    /** Whether something is to be done at the end of this step. */
    boolean pending() {
        return next.isPresent() || !afterwards.isEmpty();
    }

    Optional<Next> takeNext() {
        Optional<Next> taken = next;
        next = Optional.empty();
        return taken;
    }

    List<Runnable> takeAfterwards() {
        List<Runnable> taken = new ArrayList<>(afterwards);
        afterwards.clear();
        return taken;
    }

    @Override
    public Crypto crypto() {
        return platform.crypto();
    }

    @Override
    public ClientStore store() {
        return platform.store();
    }

    @Override
    public long now() {
        return platform.clock().millis();
    }

    @Override
    public Optional<Greeting> server() {
        return connection.greeting();
    }

    @Override
    public void send(Frame frame) {
        connection.send(frame);
    }

    @Override
    public List<String> urls() {
        Set<String> urls = new LinkedHashSet<>();
        connection.ready().ifPresent(urls::add);
        urls.addAll(connection.servers().known());
        return new ArrayList<>(urls);
    }

    @Override
    public CompletableFuture<Void> visit(String url) {
        if (connection.ready().filter(url::equals).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        connection.servers().prefer(url);
        core.hangUp("another server is visited");
        connection.home().visit(url);
        CompletableFuture<Void> visit = new CompletableFuture<>();
        visiting = Optional.of(visit);
        return visit;
    }

    @Override
    public <T> CompletableFuture<T> inBackground(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        platform.background().<T>run(work, (result, failure) -> {
            if (failure == null) {
                done.complete(result);
            } else {
                done.completeExceptionally(failure);
            }
            core.step();
        });
        return done;
    }

    @Override
    public UserId user() {
        return desk.account().user();
    }

    @Override
    public DeviceId device() {
        return desk.account().device();
    }

    @Override
    public Optional<SigningKey> root() {
        return desk.account().root();
    }

    @Override
    public void forgetRoot() {
        desk.account().forgetRoot();
    }

    @Override
    public List<Event> log(UserId user) {
        return desk.events().controlAndKeys(user.identity());
    }

    @Override
    public IdentityState identity(UserId user) {
        return desk.identity(user);
    }

    @Override
    public CompletableFuture<Void> fetch(UserId user) {
        CompletableFuture<Void> fetch = new CompletableFuture<>();
        fetching.put(user.identity(), fetch);
        subscribe(user.identity());
        return fetch;
    }

    @Override
    public EventId write(SigningKey root, Act act) {
        return desk.rootActs().write(user(), root, act).id();
    }

    @Override
    public void publish() {
        for (Event event : log(user())) {
            if (!desk.outbox().has(event.id())) {
                desk.outbox().add(event, Outbox.NONE);
            }
        }
    }

    @Override
    public CompletableFuture<Void> delivered() {
        CompletableFuture<Void> delivered = new CompletableFuture<>();
        core.step();
        delivering.add(delivered);
        signed();
        return delivered;
    }

    @Override
    public CompletableFuture<Void> delivered(EventId id) {
        CompletableFuture<Void> delivered = new CompletableFuture<>();
        posted.put(id, delivered);
        signed();
        return delivered;
    }

    @Override
    public boolean retiring() {
        return desk.retiring() || desk.revoked();
    }

    @Override
    public void renew(SigningKey root) {
        core.renew(root);
    }

    @Override
    public void become(Newcomer who, Runnable also) {
        next = Optional.of(new Next(who, also));
        connection.greeting().map(Greeting::domain).ifPresent(connection.home()::accept);
    }

    @Override
    public Contacts.Comparison comparison() {
        return opinion.comparison();
    }

    @Override
    public void compare(UserId user) {
        opinion.compare(user);
    }

    @Override
    public void afterwards(Runnable then) {
        afterwards.add(then);
    }

    @Override
    public void step() {
        core.step();
    }

    private void failed(EventId id, AccountException why) {
        Optional.ofNullable(posted.remove(id)).ifPresent(future -> future.completeExceptionally(why));
    }

    private void subscribe(LogId log) {
        List<Have> have = new ArrayList<>();
        desk.events().vector(log).forEach((device, seq) -> have.add(new Have(device.toString(), seq)));
        connection.send(new Subscribe(log.toString(), have, 0));
    }
}
