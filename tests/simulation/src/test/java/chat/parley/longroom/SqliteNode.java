package chat.parley.longroom;

import chat.parley.client.ParleyClients;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.server.admission.Admission;
import chat.parley.server.admission.Holdings;
import chat.parley.server.admission.Quotas;
import chat.parley.server.cluster.Roster;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.hosting.Hosting;
import chat.parley.server.hosting.HostingRules;
import chat.parley.server.link.LinkHub;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.JdbcHostingStore;
import chat.parley.server.log.SqliteDatabase;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.InboundReader;
import chat.parley.server.session.SessionHub;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A node without sockets: the real store, ledger and hubs, driven by the test. */
final class SqliteNode implements AutoCloseable, Source {
    private static final int REPLICAS = 3;

    static final Crypto CRYPTO = ParleyClients.crypto();
    static final SigningKey DOMAIN = CRYPTO.newSigningKey();
    private static final int BATCH = 200;
    private static final int TEXT_BYTES = 256;

    final EventCodec codec = new EventCodec(CRYPTO);
    final FrameCodec frames = new FrameCodec();
    final InboundReader reader = new InboundReader(frames, codec, CRYPTO);
    final JdbcEventStore store;
    final Ledger ledger;
    final SessionHub sessions;
    final LinkHub links;
    final ServerIdentity identity;

    SqliteNode(Path folder, String url) throws Exception {
        Clock clock = Clock.systemUTC();
        SigningKey key = CRYPTO.newSigningKey();
        identity = new ServerIdentity(
                key,
                Certificate.issue(CRYPTO, DOMAIN, new ServerId(key.publicKey()), url, clock.millis() + 1_000_000_000L));
        store = new JdbcEventStore(new SqliteDatabase(folder, new DomainId(DOMAIN.publicKey())), codec);
        ledger = new Ledger(store, codec, CRYPTO);
        Roster roster = new Roster(identity, CRYPTO, clock);
        Hosting hosting = new Hosting(ledger, roster, new JdbcHostingStore(store), HostingRules.of(REPLICAS), clock);
        Admission admission = new Admission(Quotas.STANDARD, new Holdings(ledger, hosting::removing), clock::millis);
        sessions = new SessionHub(
                ledger,
                codec,
                frames,
                new SessionHub.Context(
                        identity,
                        CRYPTO,
                        roster,
                        hosting,
                        admission,
                        new NoAccounts(),
                        new NoNaming(),
                        (frame, peer, user, device) -> false,
                        clock,
                        1000));
        links = new LinkHub(
                ledger,
                hosting,
                frames,
                new LinkHub.Context(identity, CRYPTO, clock, clock, admission),
                new RosterUpdates(roster));
        ledger.listen(hosting);
        ledger.listen(sessions);
        ledger.listen(links);
    }

    void take(List<Event> events) {
        events.forEach(event -> ledger.offer(event, this));
        flush();
    }

    /** People say so many things in turn. */
    void talk(LogId log, List<TestPerson> people, int events) {
        EventId epoch = new EventId(new byte[EventId.BYTES]);
        String body = new MessageBody(epoch, 0, new byte[24], CRYPTO.hash(Label.BODY), new byte[TEXT_BYTES]).write();
        for (int i = 0; i < events; i++) {
            TestPerson author = people.get(i % people.size());
            Event event = TestRoom.sign(
                    author.device(),
                    EventClass.CONTENT,
                    "message",
                    body,
                    ledger.replica().place(log, author.device().id()));
            ledger.offer(event, this);
            if (i % BATCH == 0) {
                flush();
            }
        }
        flush();
    }

    void flush() {
        do {
            ledger.flush();
        } while (ledger.pending());
    }

    /** Brings a text to a conversation, as its socket would. */
    void receive(Conversation conversation, String text) throws Exception {
        conversation.handle(reader.read(text));
        flush();
    }

    long count(LogId log) {
        long[] count = {0};
        store.points(log, Integer.MAX_VALUE, (lamport, id) -> count[0]++);
        return count[0];
    }

    /** A room that people have joined; the fixture's names are all it needs. */
    static List<Event> joined(TestRoom room, List<TestPerson> people, int count) {
        for (int i = 0; i < count; i++) {
            TestPerson person = new TestPerson("person " + i);
            people.add(person);
            room.join(person);
        }
        return new ArrayList<>(room.arrived());
    }

    @Override
    public void close() throws Exception {
        store.close();
        frames.close();
    }

    @Override
    public void stored(List<Event> events) {}

    @Override
    public void failed(List<Event> events) {
        throw new AssertionError();
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        throw new AssertionError(code + ": " + reason);
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        throw new AssertionError(ids);
    }

    private record RosterUpdates(Roster roster) implements LinkHub.Listener {
        @Override
        public void linked(Certificate server) {
            roster.linked(server);
        }

        @Override
        public void unlinked(ServerId server) {
            roster.unlinked(server);
        }

        @Override
        public void receipt(Stored receipt) {}
    }
}
