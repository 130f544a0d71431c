package chat.parley.server.session;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.sync.Extent;
import chat.parley.protocol.sync.Portions;
import chat.parley.server.socket.WireText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who follows which log. What is new in one is written once and the same text goes to all who read it; only an epoch is cut to
 * each reader's own box. Who may read control events only gets those, written once as well. Used on the node's thread.
 */
final class Readership {
    private static final Logger LOG = System.getLogger(Readership.class.getName());

    private final Ledger ledger;
    private final EventCodec codec;
    private final FrameCodec frames;
    private final Map<LogId, Readers> logs = new HashMap<>();

    /**
     * Those of one log.
     *
     * @param inside who reads all of it
     * @param outside the others: they may come in, or were put out
     */
    private record Readers(Set<ClientSession> inside, Set<ClientSession> outside) {
        Readers() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        List<ClientSession> all() {
            List<ClientSession> all = new ArrayList<>(inside);
            all.addAll(outside);
            return all;
        }
    }

    Readership(Ledger ledger, EventCodec codec, FrameCodec frames) {
        this.ledger = ledger;
        this.codec = codec;
        this.frames = frames;
    }

    /** The logs that anybody follows. */
    Set<LogId> logs() {
        return Collections.unmodifiableSet(logs.keySet());
    }

    /** Who reads all of a log. */
    Collection<ClientSession> inside(LogId log) {
        Readers readers = logs.get(log);
        return readers == null ? Set.of() : readers.inside();
    }

    /** A session follows a log, and may read so much of it. */
    void put(LogId log, ClientSession session, Extent extent) {
        Readers readers = logs.computeIfAbsent(log, id -> new Readers());
        boolean inside = extent.equals(Extent.WHOLE);
        (inside ? readers.outside() : readers.inside()).remove(session);
        (inside ? readers.inside() : readers.outside()).add(session);
    }

    void remove(LogId log, ClientSession session) {
        Readers readers = logs.get(log);
        if (readers != null) {
            readers.inside().remove(session);
            readers.outside().remove(session);
            if (readers.inside().isEmpty() && readers.outside().isEmpty()) {
                logs.remove(log);
            }
        }
    }

    /** These are new. Who may read them is settled first: whoever was removed by one of them is told of none behind it. */
    void committed(List<Event> events) {
        Map<LogId, List<Event>> byLog = new LinkedHashMap<>();
        Set<LogId> changed = new LinkedHashSet<>();
        for (Event event : events) {
            if (logs.containsKey(event.log())) {
                byLog.computeIfAbsent(event.log(), log -> new ArrayList<>()).add(event);
                if (event.header().eventClass() == EventClass.CONTROL && ReadingRights.owned(event)) {
                    changed.add(event.log());
                }
            }
        }
        for (LogId log : changed) {
            review(log);
        }
        byLog.forEach((log, news) -> tell(logs.get(log), log, news));
    }

    private void review(LogId log) {
        try {
            logs.get(log).all().forEach(session -> session.subscriptions().review(log));
        } catch (RuntimeException | StackOverflowError e) {
            // A poisonous log harms only itself (I11).
            LOG.log(Level.ERROR, "who may read log " + log.brief() + " is not known", e);
        }
    }

    private void tell(Readers readers, LogId log, List<Event> news) {
        tell(new ArrayList<>(readers.inside()), log, news);
        List<ClientSession> listening = new ArrayList<>(readers.outside());
        listening.removeIf(session -> session.subscriptions().extent(log).over());
        if (!listening.isEmpty()) {
            tell(
                    listening,
                    log,
                    news.stream()
                            .filter(event -> event.header().eventClass() == EventClass.CONTROL)
                            .toList());
        }
    }

    private void tell(List<ClientSession> readers, LogId log, List<Event> news) {
        List<Event> shared = new ArrayList<>();
        for (Event event : news) {
            if (event.header().key(EventCodec.EPOCH)) {
                tellShared(readers, log, shared);
                shared.clear();
                Function<DeviceId, Event> parts = codec.parts(event);
                for (ClientSession reader : readers) {
                    reader.tellEpoch(log, event, parts);
                }
            } else {
                shared.addAll(Portions.cited(ledger.replica(), event));
                shared.add(event);
            }
        }
        tellShared(readers, log, shared);
    }

    private void tellShared(List<ClientSession> readers, LogId log, List<Event> events) {
        for (List<Event> portion : Portions.of(new ArrayList<>(new LinkedHashSet<>(events)))) {
            WireText text = new WireText(frames.write(new Events(FrameCodec.texts(portion))));
            for (ClientSession reader : readers) {
                reader.tell(log, portion, text);
            }
        }
    }
}
