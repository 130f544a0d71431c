package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that passes everything on to another one: a subclass overrides what it does besides. */
public abstract class ForwardingEventStore implements EventStore {
    /** The store that answers. */
    protected abstract EventStore events();

    @Override
    public boolean contains(EventId id) {
        return events().contains(id);
    }

    @Override
    public Optional<Event> find(EventId id) {
        return events().find(id);
    }

    @Override
    public Optional<Event> find(LogId log, DeviceId device, long seq) {
        return events().find(log, device, seq);
    }

    @Override
    public void add(Event event) {
        events().add(event);
    }

    @Override
    public List<EventId> heads(LogId log) {
        return events().heads(log);
    }

    @Override
    public Map<DeviceId, Long> vector(LogId log) {
        return events().vector(log);
    }

    @Override
    public List<Event> controlAndKeys(LogId log) {
        return events().controlAndKeys(log);
    }

    @Override
    public Optional<List<Event>> controlAndKeys(LogId log, long most) {
        return events().controlAndKeys(log, most);
    }

    @Override
    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
        return events().after(log, have, limit);
    }

    @Override
    public void points(LogId log, int limit, PointReader reader) {
        events().points(log, limit, reader);
    }

    @Override
    public Collection<LogId> logs() {
        return events().logs();
    }

    @Override
    public List<Event> controlAndKeysAfter(LogId log, Map<DeviceId, Long> have, int limit) {
        return events().controlAndKeysAfter(log, have, limit);
    }

    @Override
    public List<Event> controlAfter(LogId log, Map<DeviceId, Long> have, int limit) {
        return events().controlAfter(log, have, limit);
    }

    @Override
    public List<Event> before(LogId log, Position position, int limit) {
        return events().before(log, position, limit);
    }

    @Override
    public Position floor(LogId log) {
        return events().floor(log);
    }

    @Override
    public Map<DeviceId, Long> reach(LogId log) {
        return events().reach(log);
    }
}
