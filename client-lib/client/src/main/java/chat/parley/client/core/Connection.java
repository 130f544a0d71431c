package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.account.Greeting;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.ServerEntry;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.sync.Outlet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a connection to some server: dials the next one when it is lost, proves who the client is, checks who the server
 * is, notices when it is silent. Works by {@link #tick}, every {@value #TICK_MILLIS} milliseconds.
 */
final class Connection implements Outlet {
    /** Between two calls of {@link #tick}, in milliseconds. */
    static final long TICK_MILLIS = 250;

    /** Between two pings, in milliseconds. */
    static final long PING_MILLIS = 2000;

    /** After so long without a sign of life a server is dead, in milliseconds. */
    static final long DEAD_MILLIS = 5000;

    /** After so long between two ticks, in milliseconds, the machine was asleep: what the server said meanwhile is not read yet. */
    static final long ASLEEP_MILLIS = 2000;

    /** How long connecting and the proofs may take, in milliseconds. */
    static final long CONNECT_MILLIS = 5000;

    private enum State {
        IDLE,
        DIALLING,
        PROVING,
        READY
    }

    private final Platform platform;
    private Account account;
    private final Servers servers;
    private final HomeDomain home;
    private final List<ClientEvent> told;
    private State state = State.IDLE;
    private Optional<String> url = Optional.empty();
    private Optional<String> last = Optional.empty();
    private Optional<Introduction> introduction = Optional.empty();
    private final Map<String, Optional<ServerId>> trusted = new HashMap<>();
    private long since;
    private long heard;
    private long pinged;
    private long dialAt;
    private long ticked;

    /**
     * @param told where what happens is added for the person
     */
    Connection(Platform platform, Servers servers, List<ClientEvent> told) {
        this.platform = platform;
        this.servers = servers;
        this.home = new HomeDomain(platform.store());
        this.told = told;
        this.ticked = platform.clock().millis();
    }

    /** Who this is from the next connection on. */
    void account(Account next) {
        account = next;
    }

    /** The server that is spoken with. */
    Optional<Greeting> greeting() {
        return introduction.flatMap(Introduction::greeting);
    }

    /** The server that the client may speak with now. */
    Optional<String> ready() {
        return state == State.READY ? url : Optional.empty();
    }

    /** The server that is dialled or spoken with. */
    String current() {
        return url.orElse("");
    }

    Servers servers() {
        return servers;
    }

    HomeDomain home() {
        return home;
    }

    @Override
    public void send(Frame frame) {
        if (state == State.READY) {
            platform.network().send(frame);
        }
    }

    void opened() {
        state = State.PROVING;
        introduction = Optional.of(new Introduction(
                platform,
                account,
                domain -> home.admits(domain, current(), told),
                hello -> platform.network().send(hello)));
        heard = now();
    }

    /** Something came from the server. */
    void heard() {
        heard = now();
    }

    /** Answers the challenge, or says why the server is not spoken with. */
    Optional<String> challenged(Challenge challenge) {
        trusted.clear();
        return introduction.isPresent()
                ? introduction.get().challenged(challenge)
                : Optional.of("it speaks before it is connected");
    }

    /** The server of a certificate that is valid and of the same domain as the server spoken with; else empty. */
    Optional<ServerId> trusted(String text) {
        if (trusted.size() > Servers.MAX_SERVERS) {
            trusted.clear();
        }
        return trusted.computeIfAbsent(text, this::server);
    }

    /** The server that has proved its key. */
    ServerId server() {
        return greeting().map(Greeting::server).orElseThrow(IllegalStateException::new);
    }

    /** Checks the server's proof; says why the server is not spoken with. */
    Optional<String> welcomed(Welcome welcome) {
        Optional<String> wrong = introduction.isPresent()
                ? introduction.get().welcomed(welcome)
                : Optional.of("it speaks before it is connected");
        if (!wrong.isPresent()) {
            state = State.READY;
            greeting().map(Greeting::domain).ifPresent(home::met);
            servers.succeeded();
            learned(welcome.servers());
        }
        return wrong;
    }

    void learned(List<ServerEntry> entries) {
        servers.learned(entries);
    }

    /** The connection is gone: the next server is dialled at once, unless all were tried. */
    void lost() {
        last = url;
        url = Optional.empty();
        introduction = Optional.empty();
        state = State.IDLE;
        dialAt = now();
        home.left();
    }

    /** Dials, pings, and says why a connection is to be given up. */
    Optional<String> tick() {
        if (now() - ticked > ASLEEP_MILLIS || now() < ticked) {
            woken();
        }
        ticked = now();
        if (state == State.IDLE) {
            if (now() >= dialAt) {
                dial();
            }
            return Optional.empty();
        }
        if (state != State.READY) {
            return now() - since > CONNECT_MILLIS ? Optional.of("it does not answer") : Optional.empty();
        }
        if (now() - heard > DEAD_MILLIS) {
            return Optional.of("it went silent");
        }
        if (now() - pinged >= PING_MILLIS) {
            pinged = now();
            platform.network().send(new Ping(now()));
        }
        return Optional.empty();
    }

    /** By the clock the server was silent, or the clock was set: it is asked anew, and judged by what it answers to that. */
    private void woken() {
        heard = now();
        since = now();
        dialAt = now();
        pinged = now() - PING_MILLIS;
    }

    private Optional<ServerId> server(String certificate) {
        try {
            Certificate other = Certificate.read(certificate);
            boolean valid = greeting()
                    .filter(known -> other.valid(platform.crypto(), known.domain(), now()))
                    .isPresent();
            return valid ? Optional.of(other.server()) : Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private void dial() {
        Optional<String> next = servers.next(last);
        if (next.isPresent()) {
            url = next;
            since = now();
            state = State.DIALLING;
            platform.network().dial(next.get());
        } else {
            dialAt = now() + servers.pause(platform.crypto().random(1)[0]);
            last = Optional.empty();
        }
    }

    private long now() {
        return platform.clock().millis();
    }
}
