package chat.parley.simulation;

import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import java.util.Collection;

/** Whether nothing is left to be told: everybody holds what anybody holds, but for content below a floor. Cheap, and no proof: the checks are that. */
final class Convergence {
    private final World world;

    Convergence(World world) {
        this.world = world;
    }

    boolean reached() {
        Archive archive = new Archive(world);
        if (!archive.settled()) {
            return false;
        }
        Collection<Event> events = archive.events();
        for (SimClient each : world.clients()) {
            if (each.out()) {
                continue;
            }
            if (each.core().unsent() > 0
                    || !each.outboxIsStored()
                    || each.core().rooms().size() != each.wanted().size()) {
                return false;
            }
            for (RoomRef room : each.wanted()) {
                if (!holdsAll(each, world.log(room), events)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holdsAll(SimClient client, LogId log, Collection<Event> events) {
        for (Event event : events) {
            if (event.log().equals(log)
                    && !client.watch().holds(event.id())
                    && !client.watch().leftOut(event)) {
                return false;
            }
        }
        return true;
    }
}
