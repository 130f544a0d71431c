package chat.parley.server.ops;

import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.log.Kept;
import chat.parley.server.account.AccountLimits;
import chat.parley.server.admission.FramePace;
import chat.parley.server.admission.Quotas;
import chat.parley.server.admission.Rate;
import chat.parley.server.blob.BlobLimits;
import chat.parley.server.socket.Dialer;
import chat.parley.server.socket.Proxies;
import chat.parley.server.socket.SocketLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can set, by system property, environment variable or any other source of MicroProfile Config.
 *
 * @param data the folder this node writes to, and nobody else: {@value #DATA}, default {@value #DEFAULT_DATA}
 * @param url the base URL at which others reach this node, such as {@code ws://host:8080/parley}: {@value #URL}; by
 *     default made of Payara's listener and the context path
 * @param peers base URLs of servers of other clusters, comma-separated: {@value #PEERS}, default none
 * @param sockets the bounds of connections: {@value #QUEUE_FRAMES} (texts), {@value #QUEUE_BYTES}, {@value
 *     #FRAME_BYTES} and {@value #FLUSH} (milliseconds), defaults as in {@link SocketLimits}
 * @param domain the domain this node must be of: {@value #DOMAIN}, default any
 * @param sessionsPerAddress most sessions from one network address: {@value #SESSIONS_PER_ADDRESS}, default {@value
 *     #DEFAULT_SESSIONS_PER_ADDRESS}
 * @param framesPerSession frames of one client in a second: {@value #SESSION_FRAMES}, default as in {@link FramePace}
 * @param proxies whose {@code X-Forwarded-For} is taken: {@value #PROXIES}, comma-separated, default nobody's
 * @param dialTimeout how long connecting to another server may take: {@value #DIAL_TIMEOUT} (milliseconds), default
 *     {@link Dialer#TIMEOUT}
 * @param hosting which rooms this node hosts: {@value #REPLICAS}, {@value #ABSENCE}, {@value #PINNED}, {@value #KEEP} and
 *     {@value #DROP}, defaults as in {@link chat.parley.server.hosting.HostingRules}
 * @param kept how many rooms are in memory: {@value #ROOMS_IN_MEMORY}, default {@value #DEFAULT_ROOMS_IN_MEMORY}; and
 *     {@value #IDENTITIES_PER_ROOM} times as many identities
 * @param quotas how much this node takes in: {@value #AUTHOR_EVENTS} and {@value #AUTHOR_BYTES} (a second), {@value
 *     #AUTHOR_BURST}, {@value #PER_LOG}, {@value #COMPARES} and {@value #NOTICES} (a second) and {@value #INVITATIONS}, defaults as in {@link Quotas}
 * @param accounts who may register, and how often passwords are tried: {@value #REGISTRATION}, {@value #FAILURES_PER_NAME},
 *     {@value #FAILURES_PER_ADDRESS} (in 15 minutes) and {@value #CHANGES_PER_ADDRESS} (in an hour)
 * @param blobs how much of files this node takes and how long it keeps them: {@value #BLOB_MAX}, {@value #BLOB_USER}, {@value
 *     #BLOB_DAY}, {@value #BLOB_STORE}, {@value #BLOB_RESERVE} (bytes), {@value #BLOB_KEEP} (days) and {@value #BLOB_GRACE}
 *     (hours), defaults as in {@link BlobLimits}
 * @param store where the events are: {@value #STORE_URL}, {@value #STORE_USER}, {@value #STORE_PASSWORD} and {@value
 *     #STORE_SCHEMA}; default is SQLite in the data folder
 */
public record Settings(
        Path data,
        Optional<URI> url,
        List<URI> peers,
        Optional<DomainId> domain,
        int sessionsPerAddress,
        long framesPerSession,
        Proxies proxies,
        SocketLimits sockets,
        Duration dialTimeout,
        HostingSettings hosting,
        Kept kept,
        Quotas quotas,
        AccountSettings accounts,
        BlobLimits blobs,
        StoreSettings store) {
    public static final String DATA = "parley.data";
    public static final String URL = "parley.url";
    public static final String PEERS = "parley.peers";
    public static final String DOMAIN = "parley.domain";
    public static final String SESSIONS_PER_ADDRESS = "parley.sessions.per.address";
    public static final String SESSION_FRAMES = "parley.quota.session.frames";
    public static final String PROXIES = "parley.proxy.addresses";
    public static final String QUEUE_FRAMES = "parley.queue.frames";
    public static final String QUEUE_BYTES = "parley.queue.bytes";
    public static final String FRAME_BYTES = "parley.frame.max.bytes";
    public static final String FLUSH = "parley.close.flush.ms";
    public static final String DIAL_TIMEOUT = "parley.dial.timeout.ms";
    public static final String AUTHOR_EVENTS = "parley.quota.author.events";
    public static final String AUTHOR_BURST = "parley.quota.author.burst";
    public static final String AUTHOR_BYTES = "parley.quota.author.bytes";
    public static final String PER_LOG = "parley.quota.log.events";
    public static final String COMPARES = "parley.quota.link.compares";
    public static final String NOTICES = "parley.quota.session.notices";
    public static final String INVITATIONS = "parley.quota.invitations";
    public static final String REPLICAS = "parley.replicas";
    public static final String ABSENCE = "parley.replicas.absence.minutes";
    public static final String PINNED = "parley.rooms.pinned";
    public static final String KEEP = "parley.rooms.keep.days";
    public static final String DROP = "parley.rooms.drop.after.hours";
    public static final String ROOMS_IN_MEMORY = "parley.rooms.in.memory";
    public static final String REGISTRATION = "parley.registration";
    public static final String FAILURES_PER_NAME = "parley.login.failures.per.name";
    public static final String FAILURES_PER_ADDRESS = "parley.login.failures.per.address";
    public static final String CHANGES_PER_ADDRESS = "parley.accounts.changes.per.address";
    public static final String BLOB_MAX = "parley.blobs.max.bytes";
    public static final String BLOB_USER = "parley.blobs.user.bytes";
    public static final String BLOB_DAY = "parley.blobs.user.day.bytes";
    public static final String BLOB_STORE = "parley.blobs.store.bytes";
    public static final String BLOB_RESERVE = "parley.blobs.reserve.bytes";
    public static final String BLOB_KEEP = "parley.blobs.keep.days";
    public static final String BLOB_GRACE = "parley.blobs.grace.hours";
    public static final String STORE_URL = "parley.store.url";
    public static final String STORE_USER = "parley.store.user";
    public static final String STORE_PASSWORD = "parley.store.password";
    public static final String STORE_SCHEMA = "parley.store.schema";

    static final String DEFAULT_DATA = "./parley-data";

    static final int DEFAULT_SESSIONS_PER_ADDRESS = 256;
    static final int DEFAULT_ROOMS_IN_MEMORY = 2000;
    static final int IDENTITIES_PER_ROOM = 8;

    private static final long KIB = 1024;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long MAX_RATE = 1_000_000;
    private static final int MAX_ROOMS_IN_MEMORY = 1_000_000;
    private static final int MAX_ATTEMPTS = 100_000;
    private static final int MAX_INVITATIONS = 10_000;
    private static final long MAX_BLOB_BYTES = 1L << 50;
    private static final long MAX_KEEP_DAYS = 36_500;
    private static final long MAX_GRACE_HOURS = 24 * 365;

    public Settings {
        peers = List.copyOf(peers);
    }

    /**
     * Reads and checks all keys.
     *
     * @throws CannotStart if a value is not what its key allows; the message names the key
     */
    public static Settings read(SettingReader reader) throws CannotStart {
        SocketLimits sockets = new SocketLimits(
                (int) reader.number(QUEUE_FRAMES, SocketLimits.QUEUE_FRAMES, 1, 1_000_000),
                reader.number(QUEUE_BYTES, SocketLimits.QUEUE_BYTES, 64 * KIB, 1024 * KIB * KIB),
                (int) reader.number(
                        FRAME_BYTES,
                        SocketLimits.FRAME_BYTES,
                        SocketLimits.FRAME_BYTES,
                        SocketLimits.FRAME_BYTES_CEILING),
                Duration.ofMillis(reader.number(FLUSH, SocketLimits.FLUSH.toMillis(), 0, MINUTE_MILLIS)));
        return new Settings(
                reader.path(DATA, DEFAULT_DATA),
                reader.baseUrl(URL),
                reader.baseUrls(PEERS),
                reader.domain(DOMAIN),
                (int) reader.number(SESSIONS_PER_ADDRESS, DEFAULT_SESSIONS_PER_ADDRESS, 1, 1_000_000),
                reader.number(SESSION_FRAMES, FramePace.FRAMES, 1, MAX_RATE),
                reader.proxies(PROXIES),
                sockets,
                Duration.ofMillis(reader.number(DIAL_TIMEOUT, Dialer.TIMEOUT.toMillis(), 100, MINUTE_MILLIS)),
                reader.hosting(REPLICAS, ABSENCE, PINNED, KEEP, DROP),
                kept((int) reader.number(ROOMS_IN_MEMORY, DEFAULT_ROOMS_IN_MEMORY, 1, MAX_ROOMS_IN_MEMORY)),
                new Quotas(
                        new Rate(
                                reader.number(AUTHOR_EVENTS, Rate.AUTHOR.events(), 1, MAX_RATE),
                                reader.number(AUTHOR_BURST, Rate.AUTHOR.burst(), 1, MAX_RATE),
                                reader.number(AUTHOR_BYTES, Rate.AUTHOR.bytes(), KIB, MAX_RATE * KIB)),
                        reader.number(PER_LOG, 0, 0, Integer.MAX_VALUE),
                        reader.number(COMPARES, Quotas.COMPARES, 1, MAX_RATE),
                        reader.number(NOTICES, Quotas.NOTICES, 1, MAX_RATE),
                        (int) reader.number(INVITATIONS, Quotas.INVITATIONS, 1, MAX_INVITATIONS)),
                new AccountSettings(
                        reader.registration(REGISTRATION),
                        AccountLimits.of(
                                (int) reader.number(FAILURES_PER_NAME, AccountLimits.PER_NAME, 1, MAX_ATTEMPTS),
                                (int) reader.number(FAILURES_PER_ADDRESS, AccountLimits.PER_ADDRESS, 1, MAX_ATTEMPTS),
                                (int) reader.number(CHANGES_PER_ADDRESS, AccountLimits.CHANGES, 1, MAX_ATTEMPTS))),
                new BlobLimits(
                        reader.number(BLOB_MAX, BlobLimits.MAX_BYTES, KIB, MAX_BLOB_BYTES),
                        reader.number(BLOB_USER, BlobLimits.USER_BYTES, 0, MAX_BLOB_BYTES),
                        reader.number(BLOB_DAY, BlobLimits.USER_DAY_BYTES, KIB, MAX_BLOB_BYTES),
                        reader.number(BLOB_STORE, BlobLimits.STORE_BYTES, 0, MAX_BLOB_BYTES),
                        reader.number(BLOB_RESERVE, BlobLimits.RESERVE_BYTES, 0, MAX_BLOB_BYTES),
                        Duration.ofDays(reader.number(BLOB_KEEP, BlobLimits.KEEP.toDays(), 1, MAX_KEEP_DAYS)),
                        Duration.ofHours(reader.number(BLOB_GRACE, BlobLimits.GRACE.toHours(), 1, MAX_GRACE_HOURS))),
                reader.store(STORE_URL, STORE_USER, STORE_PASSWORD, STORE_SCHEMA));
    }

    private static Kept kept(int rooms) {
        return new Kept(rooms, IDENTITIES_PER_ROOM * rooms);
    }
}
