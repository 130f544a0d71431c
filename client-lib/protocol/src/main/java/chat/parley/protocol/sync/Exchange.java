package chat.parley.protocol.sync;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keeps two replicas of some logs alike over one connection; both ends run the same code, whether client or server.
 *
 * <p>Who lacks something of a log sends how far it has each device's events ({@link Pull}); closure makes that an exact
 * summary as long as no device forks. The answer comes in pages, causes first, each asked for with what is held by then,
 * so that memory is bounded and a cut costs one page. What a pull cannot bring (the other branch of a fork, identities)
 * is fetched by id afterwards. One pull is under way at a time.
 */
public final class Exchange {
    /** Most events in one page, without the identities that they cite. */
    public static final int PAGE_EVENTS = 256;

    /** Text after which a page is full, in characters. */
    public static final long PAGE_LENGTH = 512 * 1024;

    /** Most ids in one fetch. */
    public static final int MAX_FETCH = 256;

    /** Most events in a frame that is taken in. */
    public static final int MAX_EVENTS = 4096;

    /** Most logs that wait for their pull; more are found again by the next heads. */
    private static final int MAX_WANTED = 100_000;

    private final Ledger ledger;
    private final Source source;
    private final Outlet outlet;
    private final UnaryOperator<Event> view;
    private final Map<LogId, Set<EventId>> wanted = new LinkedHashMap<>();
    private LogId pulling;

    /**
     * @param source whom the ledger tells of what comes in here
     * @param view what the other end is shown of an event
     */
    public Exchange(Ledger ledger, Source source, Outlet outlet, UnaryOperator<Event> view) {
        this.ledger = ledger;
        this.source = source;
        this.outlet = outlet;
        this.view = view;
    }

    /** Asks the other end for what is missing here of a log, if it has these events. */
    public void want(LogId log, Set<EventId> ids) {
        Set<EventId> known = wanted.get(log);
        if (known == null) {
            if (wanted.size() >= MAX_WANTED) {
                return;
            }
            known = new LinkedHashSet<>();
            wanted.put(log, known);
        }
        if (known.size() < MAX_FETCH) {
            known.addAll(ids);
        }
        if (pulling == null) {
            next();
        }
    }

    /** How far this end has a log. */
    public List<Have> have(LogId log) {
        List<Have> have = new ArrayList<>();
        ledger.store().vector(log).forEach((device, seq) -> have.add(new Have(device.toString(), seq)));
        return have;
    }

    /** Takes events in that came by themselves. */
    public void take(List<Event> events) {
        for (Event event : events) {
            ledger.offer(event, source);
        }
    }

    /**
     * Takes a page in that was asked for.
     *
     * @return true if it answers a subscription of the caller's rather than a pull or fetch of this exchange
     */
    public boolean page(Page page, List<Event> events) {
        boolean progress = false;
        for (Event event : events) {
            progress |= !ledger.store().contains(event.id());
            ledger.offer(event, source);
        }
        if (pulling == null || !page.log().equals(pulling.toString())) {
            return !page.log().isEmpty();
        }
        if (page.more() && progress) {
            outlet.send(new Pull(page.log(), have(pulling)));
            return false;
        }
        Set<EventId> left = wanted.remove(pulling);
        List<String> ids = new ArrayList<>();
        for (EventId id : left) {
            if (!ledger.store().contains(id)) {
                ids.add(id.toString());
            }
        }
        pulling = null;
        if (!ids.isEmpty()) {
            outlet.send(new Fetch(ids));
        }
        next();
        return false;
    }

    /** Answers a pull, when what is in the store is durable. Tells {@code end} when the last page went out. */
    public void answer(Pull pull, Runnable end) {
        LogId log = LogId.of(pull.log());
        Map<DeviceId, Long> have = new HashMap<>();
        for (Have each : pull.have()) {
            have.put(DeviceId.of(each.device()), each.seq());
        }
        ledger.afterFlush(() -> {
            List<Event> found = ledger.store().after(log, have, PAGE_EVENTS + 1);
            Set<Event> events = new LinkedHashSet<>();
            int taken = 0;
            long length = 0;
            while (taken < found.size() && taken < PAGE_EVENTS && length < PAGE_LENGTH) {
                length += add(found.get(taken++), events);
            }
            boolean more = taken < found.size();
            outlet.send(new Page(pull.log(), FrameCodec.texts(new ArrayList<>(events)), more));
            if (!more) {
                end.run();
            }
        });
    }

    /** Answers a fetch. */
    public void answer(Fetch fetch) {
        ledger.afterFlush(() -> {
            Set<Event> events = new LinkedHashSet<>();
            long length = 0;
            for (String id : fetch.ids()) {
                if (events.size() < PAGE_EVENTS && length < PAGE_LENGTH) {
                    Event found = ledger.store().find(EventId.of(id)).orElse(null);
                    length += found == null ? 0 : add(found, events);
                }
            }
            outlet.send(new Page("", FrameCodec.texts(new ArrayList<>(events)), false));
        });
    }

    /** What waits for its ancestors is pulled for, unless its log is being pulled already. */
    public void missing(Event event, Set<EventId> ids) {
        want(event.log(), ids);
    }

    /** The event and before it the identities that it cites; nothing of which only a part is here. */
    private long add(Event event, Set<Event> events) {
        long length = 0;
        for (Event cited : ledger.replica().citedIdentities(event)) {
            if (events.add(cited)) {
                length += cited.headerText().length() + cited.header().length();
            }
        }
        Event shown = view.apply(event);
        if (shown != null && events.add(shown)) {
            String part = shown.payload() instanceof Payload.Part ? ((Payload.Part) shown.payload()).text() : "";
            length += shown.headerText().length()
                    + (part.isEmpty() ? shown.header().length() : part.length());
        }
        return length;
    }

    private void next() {
        if (!wanted.isEmpty()) {
            pulling = wanted.keySet().iterator().next();
            outlet.send(new Pull(pulling.toString(), have(pulling)));
        }
    }
}
