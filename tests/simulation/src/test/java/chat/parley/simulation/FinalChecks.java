package chat.parley.simulation;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.PlainState;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
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
        world.rooms().forEach(this::clientsAgree);
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
        for (RoomRef room : world.rooms()) {
            SimServer first = archive.host(world.log(room));
            archive.hosts(world.log(room)).forEach(each -> agree(room, first, each));
        }
    }

    private void agree(RoomRef room, SimServer first, SimServer each) {
        LogId log = world.log(room);
        RoomLog one = each.ledger().replica().room(log);
        RoomLog two = first.ledger().replica().room(log);
        require(one.state().equals(two.state()), "I1", each + " and " + first + " see different members in " + room);
        require(
                one.frontier().equals(two.frontier()),
                "I1",
                each + " and " + first + " have different control states of " + room);
        require(
                each.names()
                                .named(log)
                                .keySet()
                                .containsAll(one.state().members().keySet())
                        && (room instanceof RoomRef.Owned
                                || each.names().named(log).size()
                                        == one.state().members().size()),
                "I1",
                each + " does not know for its clients whom " + room + " names");
        require(
                ids(each.ledger().store().after(log, Map.of(), Integer.MAX_VALUE))
                        .equals(ids(first.ledger().store().after(log, Map.of(), Integer.MAX_VALUE))),
                "I1",
                each + " and " + first + " order " + room + " differently");
    }

    private void clientsAgree(RoomRef room) {
        LogId log = world.log(room);
        SimServer host = archive.host(log);
        List<Event> all = host.ledger().store().after(log, Map.of(), Integer.MAX_VALUE);
        Set<UserId> members =
                host.ledger().replica().room(log).state().members().keySet();
        Set<UserId> wanted = new TreeSet<>();
        for (SimClient client : world.clients()) {
            if (!client.spare() && client.wanted().contains(room)) {
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
        // From a room with an owner one can be removed, and whose devices are all gone does not leave it.
        require(
                room instanceof RoomRef.Owned || wanted.equals(people),
                "wish",
                "the members of " + room + " are not those who want to be in it");
    }

    /** Who is in a room reads all that was ever encrypted for them, and what is read is what was said. */
    private void readByAll() {
        Set<String> keys = new HashSet<>();
        for (Event event : archive.events()) {
            boolean stranger = world.isStranger(event.user());
            if (event.header().kind().equals("message") && !stranger) {
                require(keys.add(key(event)), "keys", chronicle.name(event.id()) + " is under a key that was used");
                EventId epoch = Membership.epoch(event)
                        .orElseThrow(() -> new Violation("I7", "a malformed message was accepted"));
                world.clients().forEach(client -> readBy(client, event, epoch));
            }
        }
    }

    /** Which key a message is under. */
    private static String key(Event event) {
        try {
            MessageBody body = MessageBody.read(event.body().orElseThrow());
            return event.header().device() + " " + body.epoch() + " " + body.index();
        } catch (MalformedJsonException e) {
            throw new Violation("I7", "a malformed message was accepted", e);
        }
    }

    private void readBy(SimClient client, Event event, EventId epoch) {
        String text = read.get(client).get(event.id());
        Optional<DeviceId> device = client.device();
        boolean audience = device.filter(membership.audience(epoch)::contains).isPresent();
        boolean own = device.filter(event.header().device()::equals).isPresent();
        boolean before = world.historyForAll(event.log())
                && device.filter(it -> cameInAfter(it, epoch)).isPresent();
        require(
                text == null || audience || before,
                "I7",
                client + " reads " + chronicle.name(event.id()) + ", which was not for them");
        require(
                text == null || event.user().equals(world.authors().get(text)),
                "I7",
                client + " reads what was never said: " + text);
        boolean in = !client.out()
                && !client.watch().leftOut(event)
                && client.wanted().stream().anyMatch(room -> world.log(room).equals(event.log()));
        boolean said =
                event.header().rules().startsWith("open/") || world.texts().contains(event.id());
        require(
                text != null || !in || !said || !audience && !own,
                "delivered",
                client + " never got " + chronicle.name(event.id()));
    }

    /** Whether an epoch after that one is for a device: its archive may lead back. */
    private boolean cameInAfter(DeviceId device, EventId epoch) {
        Event before = chronicle.get(epoch);
        return archive.events().stream()
                .filter(each ->
                        each.header().key(EventCodec.EPOCH) && each.log().equals(before.log()))
                .anyMatch(each -> each.header().lamport() > before.header().lamport()
                        && membership.audience(each.id()).contains(device));
    }

    /** Who is in at the end is who has come in, has not left, and was not put out. */
    private void membersAreRight() {
        for (RoomRef room : world.rooms()) {
            LogId log = world.log(room);
            SimServer any = archive.host(log);
            Set<EventId> all = new HashSet<>();
            for (Event each : any.ledger().store().after(log, Map.of(), Integer.MAX_VALUE)) {
                all.add(each.id());
            }
            PlainState right = membership.after(all);
            RoomState seen = any.ledger().replica().room(log).state();
            require(
                    seen.devices().keySet().equals(right.devices()),
                    "I7",
                    "the devices in " + room + " are not those of the people in it");
            for (UserId user : seen.members().keySet()) {
                require(
                        seen.rank(user).map(Rank::weight).orElse(0) == right.weight(user)
                                || room instanceof RoomRef.Open,
                        "I7",
                        user + " has not the rank in " + room + " that was given to them");
            }
            for (SimClient client : world.clients()) {
                boolean in = client.device()
                        .filter(it -> right.speaks(client.watch().user(), it))
                        .isPresent();
                require(
                        client.spare()
                                || room instanceof RoomRef.Open
                                || client.core().rooms().contains(room) == in,
                        "wish",
                        client + " does not know whether they are in " + room);
            }
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
