package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Position;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** From where on each log is held, and how far the devices are below that. Rooms only: an identity is held whole. */
final class Floors {
    private static final String END = "end";

    private final ClientStore store;
    private final Map<LogId, Floor> floors = new HashMap<>();

    private record Floor(Position at, Map<DeviceId, Long> below) {}

    Floors(ClientStore store) {
        this.store = store;
        for (Row row : store.rows(Table.FLOOR)) {
            String[] parts = row.value().split(" ");
            Map<DeviceId, Long> below = new HashMap<>();
            for (int i = 1; i < parts.length; i += 2) {
                below.put(DeviceId.of(parts[i]), Long.parseLong(parts[i + 1]));
            }
            Position at = parts[0].equals(END) ? Position.END : Position.parse(parts[0]);
            floors.put(LogId.of(row.key()), new Floor(at, below));
        }
    }

    Position at(LogId log) {
        Floor floor = floors.get(log);
        return floor == null ? Position.BEGIN : floor.at();
    }

    /** As the server that gave the floor said: events up to these numbers are not asked for as new ones. */
    Map<DeviceId, Long> below(LogId log) {
        Floor floor = floors.get(log);
        return floor == null ? Collections.<DeviceId, Long>emptyMap() : floor.below();
    }

    void set(LogId log, Position at, Map<DeviceId, Long> below) {
        if (at.equals(Position.BEGIN)) {
            floors.remove(log);
            store.remove(Table.FLOOR, log.toString());
            return;
        }
        floors.put(log, new Floor(at, new HashMap<>(below)));
        StringBuilder row = new StringBuilder(at.equals(Position.END) ? END : at.toString());
        below.forEach(
                (device, seq) -> row.append(' ').append(device).append(' ').append(seq));
        store.put(Table.FLOOR, log.toString(), row.toString());
    }
}
