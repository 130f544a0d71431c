package chat.parley.client.core;

import chat.parley.client.account.Greeting;
import chat.parley.client.store.StoreFailedException;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.Bye;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.sync.Exchange;
import chat.parley.protocol.sync.Turns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A short call on a server besides the one that is spoken with: it is greeted, asked what it has of some identities, and
 * left. What it has and is not here is taken in; nothing else is.
 */
final class Visit implements Source {
    /** How long one may take, in milliseconds: what is not asked by then is asked another time. */
    static final long MAX_MILLIS = 60_000;

    /** Most events taken in. */
    static final int MAX_EVENTS = 4096;

    private final Desk desk;
    private final Ledger ledger;
    private final Network network;
    private final String url;
    private final Set<LogId> asking;
    private final Introduction introduction;
    private final Exchange exchange;
    private final Map<EventId, Event> offered = new LinkedHashMap<>();
    private final Set<LogId> answered = new LinkedHashSet<>();
    private final long begun;
    private long heard;
    private long pinged;
    private Optional<String> failure = Optional.empty();
    private boolean over;

    /**
     * Dials.
     *
     * @param logs of identities
     */
    Visit(Desk desk, Ledger ledger, Network network, String url, Set<LogId> logs) {
        this.desk = desk;
        this.ledger = ledger;
        this.network = network;
        this.url = url;
        this.asking = new LinkedHashSet<>(logs);
        this.introduction = new Introduction(desk.platform(), desk.account(), domain -> true, network::send);
        this.exchange = new Exchange(ledger, this, network::send, event -> null);
        this.begun = now();
        this.heard = begun;
        exchange.compareRanges();
        exchange.takeTurns(new InOrder());
        network.dial(url);
    }

    /** Each log is asked about once, and an answer is an answer only if it came. */
    private final class InOrder implements Turns {
        @Override
        public boolean anyFree() {
            return !over;
        }

        @Override
        public boolean take(LogId log) {
            return true;
        }

        @Override
        public void goOn(LogId log) {
            // Nobody waits.
        }

        @Override
        public void giveBack(LogId log) {
            asking.remove(log);
            if (!answered.contains(log)) {
                fail("it does not answer");
            } else if (asking.isEmpty()) {
                over = true;
            }
        }
    }

    String url() {
        return url;
    }

    /** Whether all was asked and answered, or it has failed. */
    boolean over() {
        return over;
    }

    /** Why it has failed, if it has. */
    Optional<String> failure() {
        return failure;
    }

    /** How many identities the server has answered about. */
    int answered() {
        return answered.size();
    }

    /** What the server had and was not here: accepted by now. */
    List<Event> news() {
        List<Event> news = new ArrayList<>();
        for (Event each : offered.values()) {
            if (ledger.store().contains(each.id())) {
                news.add(each);
            }
        }
        return news;
    }

    /** Something has come from the server. */
    void opened() {
        heard = now();
    }

    /**
     * Takes a frame in.
     *
     * @param first the server that is spoken with besides
     */
    void frame(Frame frame, Greeting first) {
        heard = now();
        try {
            take(frame, first);
        } catch (IllegalArgumentException e) {
            fail("it sent what cannot be read");
        }
    }

    /** Time passes: to be called every 250 ms. */
    void tick() {
        exchange.tick(now());
        boolean silent = now() - heard > Connection.DEAD_MILLIS;
        if (silent || now() - begun > MAX_MILLIS) {
            fail("it does not answer");
        } else if (introduction.greeting().isPresent() && now() - pinged >= Connection.PING_MILLIS) {
            pinged = now();
            network.send(new Ping(pinged));
        }
    }

    /** It did not come to an end. */
    void fail(String why) {
        if (!over) {
            over = true;
            failure = Optional.of(why);
        }
    }

    /** Leaves the server. */
    void leave() {
        over = true;
        exchange.close();
        ledger.forget(this);
        network.hangUp();
    }

    private void take(Frame frame, Greeting first) {
        if (over) {
            return;
        }
        if (frame instanceof Challenge) {
            introduction.challenged((Challenge) frame).ifPresent(this::fail);
        } else if (frame instanceof Welcome) {
            Optional<String> wrong = introduction.welcomed((Welcome) frame);
            wrong.ifPresent(this::fail);
            if (!wrong.isPresent()) {
                introduction.greeting().ifPresent(second -> begin(first, second));
            }
        } else if (!introduction.greeting().isPresent()) {
            return;
        } else if (frame instanceof Differ) {
            Differ differ = (Differ) frame;
            LogId log = LogId.of(differ.log());
            if (asking.contains(log)) {
                answered.add(log);
            }
            exchange.differ(differ);
        } else if (frame instanceof Page) {
            exchange.page((Page) frame, events(((Page) frame).events()));
        } else if (frame instanceof Ping) {
            network.send(new Pong(((Ping) frame).number()));
        } else if (frame instanceof Bye) {
            fail("it stops");
        }
    }

    private void begin(Greeting first, Greeting second) {
        if (first.server().equals(second.server()) || !first.domain().equals(second.domain())) {
            fail("it is no second server of the domain");
            return;
        }
        new ArrayList<>(asking).forEach(exchange::compare);
    }

    /** What belongs to the question, is genuine and is not here. */
    private List<Event> events(List<EventText> texts) {
        List<Event> events = new ArrayList<>();
        for (EventText text : texts) {
            try {
                if (!ledger.store().contains(desk.codec().idOf(text.header())) && offered.size() < MAX_EVENTS) {
                    Event event = FrameCodec.event(desk.codec(), text);
                    if (event.header().rules().equals(IdentityRules.NAME) && asking.contains(event.log())) {
                        events.add(event);
                        offered.put(event.id(), event);
                        if (desk.foreign(event)) {
                            desk.retire();
                        }
                    }
                }
            } catch (InvalidEventException e) {
                fail("it sent what is not genuine");
            }
        }
        return events;
    }

    private long now() {
        return desk.platform().clock().millis();
    }

    @Override
    public void stored(List<Event> events) {
        // The rooms have read them.
    }

    @Override
    public void failed(List<Event> events) {
        throw new StoreFailedException("the client's disk cannot be written");
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        fail("it sent what is refused");
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        exchange.missing(event, ids);
    }
}
