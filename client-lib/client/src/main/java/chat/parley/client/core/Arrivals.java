package chat.parley.client.core;

import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.EventStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How far the control and key events of logs have come that begin with their newest page. Where only control events are held,
 * as of a room that this device was not in, how far they go says nothing of the keys between them: so it is counted from the
 * beginning what comes when the device is in.
 */
final class Arrivals {
    private final EventStore store;
    private final Function<String, EventId> ids;
    private final Map<LogId, Map<DeviceId, Long>> come = new HashMap<>();

    /**
     * @param ids the id of the event that has a header
     */
    Arrivals(EventStore store, Function<String, EventId> ids) {
        this.store = store;
        this.ids = ids;
    }

    /** All of a log's control and key events are asked for. */
    Subscribe begin(LogId log, long newest) {
        come.put(log, new HashMap<>());
        return ask(log, newest);
    }

    /** What follows what has come, of all; empty handed where only control events were asked for. */
    Subscribe ask(LogId log, long newest) {
        List<Have> have = new ArrayList<>();
        come.get(log).forEach((device, seq) -> have.add(new Have(device.toString(), seq)));
        return new Subscribe(log.toString(), have, newest);
    }

    /** Only control events are asked for, or nothing any more. */
    void end(LogId log) {
        come.remove(log);
    }

    /** Whether all control and key events of a log were asked for. */
    boolean counts(LogId log) {
        return come.containsKey(log);
    }

    /** A page of a log was taken in; false if it has brought nothing that had not come before. */
    boolean take(LogId log, Page page) {
        Map<DeviceId, Long> before = come.getOrDefault(log, Collections.<DeviceId, Long>emptyMap());
        Map<DeviceId, Long> now = new HashMap<>(before);
        for (EventText text : page.events()) {
            store.find(ids.apply(text.header()))
                    .filter(event -> event.log().equals(log))
                    .ifPresent(event ->
                            now.merge(event.header().device(), event.header().seq(), Math::max));
        }
        come.replace(log, now);
        return !now.equals(before);
    }
}
