package chat.parley.simulation;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.log.RoomLog;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold when all is healed and quiet: I1, I2, I7, and that everybody got everything. */
final class FinalChecks {
    private final World world;
    private final Chronicle chronicle;
    private final Membership membership;
    private final Archive archive;
    private final Map<SimClient, Map<EventId, String>> read = new LinkedHashMap<>();

    FinalChecks(World world) {
        this.world = world;
        this.chronicle = world.chronicle();
        this.membership = world.membership();
        this.archive = new Archive(world);
        world.clients().forEach(client -> read.put(client, messages(client)));
    }

    void check() {
        Promises promises = new Promises(world, archive);
        promises.safeIsThere();
        serversAgree();
        for (RoomRef.Open room : world.scenario().rooms()) {
            clientsAgree(room);
        }
        promises.check(read);
        readByAll();
        membersAreRight();
    }

    private void serversAgree() {
        for (LogId log : archive.logs()) {
            List<SimServer> hosts = archive.hosts(log);
            for (SimServer replica : archive.replicas(log)) {
                require(
                        hosts.contains(replica),
                        "I1",
                        replica + ", a replica of " + log.brief() + ", does not host it");
            }
            for (SimServer host : hosts) {
                require(archive.complete(host, log), "I1", host + " lacks events of " + log.brief());
            }
        }
        for (RoomRef.Open room : world.scenario().rooms()) {
            SimServer first = archive.host(world.log(room));
            archive.hosts(world.log(room)).forEach(each -> agree(room, first, each));
        }
    }

    private void agree(RoomRef.Open room, SimServer first, SimServer each) {
        LogId log = world.log(room);
        RoomLog one = each.ledger().replica().room(log);
        RoomLog two = first.ledger().replica().room(log);
        require(one.state().equals(two.state()), "I1", each + " and " + first + " see different members in " + room);
        require(
                one.frontier().equals(two.frontier()),
                "I1",
                each + " and " + first + " have different control states of " + room);
        require(
                each.names().named(log).keySet().equals(one.state().members().keySet()),
                "I1",
                each + " does not know for its clients whom " + room + " names");
        require(
                ids(each.ledger().store().after(log, Map.of(), Integer.MAX_VALUE))
                        .equals(ids(first.ledger().store().after(log, Map.of(), Integer.MAX_VALUE))),
                "I1",
                each + " and " + first + " order " + room + " differently");
    }

    private void clientsAgree(RoomRef.Open room) {
        LogId log = world.log(room);
        SimServer host = archive.host(log);
        List<Event> all = host.ledger().store().after(log, Map.of(), Integer.MAX_VALUE);
        Set<UserId> members =
                host.ledger().replica().room(log).state().members().keySet();
        Set<UserId> wanted = new TreeSet<>();
        for (SimClient client : world.clients()) {
            if (client.wanted().contains(room)) {
                wanted.add(client.watch().user());
                Set<UserId> seen = new TreeSet<>();
                for (Person each : client.core().members(room)) {
                    seen.add(each.user());
                }
                require(seen.equals(members), "I1", client + " sees different members in " + room);
                for (Event event : all) {
                    require(
                            client.watch().holds(event.id()) || client.watch().leftOut(event),
                            "I1",
                            client + " lacks " + chronicle.name(event.id()) + " of " + room);
                }
                List<Event> history = new ArrayList<>();
                for (ClientEvent.Message each : client.core().history(room, Integer.MAX_VALUE)) {
                    history.add(chronicle.get(each.id()));
                }
                List<Event> sorted = new ArrayList<>(history);
                sorted.sort(Event.ORDER);
                require(ids(sorted).equals(ids(history)), "I1", client + " orders " + room + " differently");
            }
        }
        Set<UserId> people = new TreeSet<>(members);
        people.removeIf(world::isStranger);
        require(wanted.equals(people), "wish", "the members of " + room + " are not those who want to be in it");
    }

    /** Who is in a room reads all that was ever encrypted for them, and what is read is what was said. */
    private void readByAll() {
        for (Event event : archive.events()) {
            if (!event.header().kind().equals("message") || world.isStranger(event.user())) {
                continue;
            }
            for (SimClient client : world.clients()) {
                String text = read.get(client).get(event.id());
                boolean audience = device(client)
                        .filter(membership.audience(epoch(event))::contains)
                        .isPresent();
                boolean own = event.user().equals(client.watch().user());
                require(
                        text == null || audience,
                        "I7",
                        client + " reads " + chronicle.name(event.id()) + ", which was not for them");
                require(
                        text == null || event.user().equals(world.authors().get(text)),
                        "I7",
                        client + " reads what was never said: " + text);
                boolean in = client.wanted().stream()
                        .anyMatch(room -> world.log(room).equals(event.log()));
                require(
                        text != null || !in || !audience && !own,
                        "delivered",
                        client + " never got " + chronicle.name(event.id()));
            }
        }
    }

    /** Who is in at the end is who has joined, has not left, and was not put out. */
    private void membersAreRight() {
        for (RoomRef.Open room : world.scenario().rooms()) {
            SimServer any = archive.host(world.log(room));
            Set<EventId> all = new HashSet<>();
            for (Event each : any.ledger().store().after(world.log(room), Map.of(), Integer.MAX_VALUE)) {
                all.add(each.id());
            }
            Set<DeviceId> seen = any.ledger()
                    .replica()
                    .room(world.log(room))
                    .state()
                    .devices()
                    .keySet();
            require(
                    seen.equals(new HashSet<>(membership.after(all).values())),
                    "I7",
                    "the devices in " + room + " are not those of the people in it");
        }
    }

    private Optional<DeviceId> device(SimClient client) {
        for (Event event : chronicle.all()) {
            if (event.header().kind().equals("join")
                    && event.user().equals(client.watch().user())) {
                return Optional.of(event.header().device());
            }
        }
        return Optional.empty();
    }

    private static EventId epoch(Event message) {
        try {
            return MessageBody.read(message.body().orElseThrow()).epoch();
        } catch (MalformedJsonException e) {
            throw new Violation("I7", "a malformed message was accepted", e);
        }
    }

    private static Map<EventId, String> messages(SimClient client) {
        Map<EventId, String> messages = new LinkedHashMap<>();
        for (Row row : client.disk().rows(Table.MESSAGE)) {
            try (JsonReader reader = Json.createReader(new StringReader(row.value()))) {
                JsonObject message = reader.readObject();
                messages.put(EventId.of(message.getString("id")), message.getString("text"));
            }
        }
        return messages;
    }

    private static List<EventId> ids(List<Event> events) {
        List<EventId> ids = new ArrayList<>();
        events.forEach(event -> ids.add(event.id()));
        return ids;
    }

    private static void require(boolean holds, String invariant, String message) {
        if (!holds) {
            throw new Violation(invariant, message);
        }
    }
}
