package chat.parley.simulation;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.MessageBody;
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

/** What must hold when all is healed and quiet: I1, I2 as far as servers say "stored", and that everybody got everything. */
final class FinalChecks {
    private final World world;
    private final Chronicle chronicle;
    private final Membership membership;
    private final Map<SimClient, Map<EventId, String>> read = new LinkedHashMap<>();

    FinalChecks(World world) {
        this.world = world;
        this.chronicle = world.chronicle();
        this.membership = new Membership(chronicle, new EventCodec(world.crypto("checks")).epochs());
        world.clients().forEach(client -> read.put(client, messages(client)));
    }

    void check() {
        serversAgree();
        for (RoomName room : world.scenario().rooms()) {
            clientsAgree(room);
        }
        acknowledgedIsThere();
        saidIsThere();
        readByAll();
        onlyMembers();
    }

    private void serversAgree() {
        SimServer first = world.servers().get(0);
        for (SimServer each : world.servers()) {
            require(
                    new HashSet<>(each.disk().ids())
                            .equals(new HashSet<>(first.disk().ids())),
                    "I1",
                    each + " and " + first + " hold different events");
            for (RoomName room : world.scenario().rooms()) {
                LogId log = world.log(room);
                require(
                        each.ledger()
                                .replica()
                                .room(log)
                                .state()
                                .equals(first.ledger().replica().room(log).state()),
                        "I1",
                        each + " and " + first + " see different members in " + room);
                require(
                        each.ledger()
                                .replica()
                                .room(log)
                                .frontier()
                                .equals(first.ledger().replica().room(log).frontier()),
                        "I1",
                        each + " and " + first + " have different control states of " + room);
                List<Event> one = each.ledger().store().after(log, Map.of(), Integer.MAX_VALUE);
                List<Event> two = first.ledger().store().after(log, Map.of(), Integer.MAX_VALUE);
                require(ids(one).equals(ids(two)), "I1", each + " and " + first + " order " + room + " differently");
            }
        }
    }

    private void clientsAgree(RoomName room) {
        LogId log = world.log(room);
        List<Event> all = world.servers().get(0).ledger().store().after(log, Map.of(), Integer.MAX_VALUE);
        Set<UserId> members = world.servers()
                .get(0)
                .ledger()
                .replica()
                .room(log)
                .state()
                .members()
                .keySet();
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
        require(wanted.equals(members), "wish", "the members of " + room + " are not those who want to be in it");
    }

    private void acknowledgedIsThere() {
        SimServer any = world.servers().get(0);
        for (SimServer each : world.servers()) {
            for (EventId id : each.watch().acknowledged()) {
                require(any.disk().contains(id), "stored", chronicle.name(id) + " was acknowledged and is gone");
            }
        }
        for (SimClient each : world.clients()) {
            for (EventId id : each.watch().stored()) {
                require(any.disk().contains(id), "stored", each + " was told " + chronicle.name(id) + " is stored");
            }
            require(each.core().unsent() == 0, "sent", each + " has texts that no server has stored");
        }
    }

    private void saidIsThere() {
        SimServer any = world.servers().get(0);
        for (SimClient each : world.clients()) {
            for (String text : each.watch().said().keySet()) {
                EventId found = null;
                for (Map.Entry<EventId, String> message : read.get(each).entrySet()) {
                    if (message.getValue().equals(text)) {
                        require(found == null, "I3", each + " sent \"" + text + "\" twice");
                        found = message.getKey();
                    }
                }
                require(found != null, "sent", each + " never sent \"" + text + "\"");
                require(any.disk().contains(found), "sent", "\"" + text + "\" is on no server");
            }
        }
    }

    /** Who is in a room reads all that was ever encrypted for them, and what is read is what was said. */
    private void readByAll() {
        for (Event event : world.servers().get(0).disk().events()) {
            if (!event.header().kind().equals("message")) {
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

    private void onlyMembers() {
        for (Event event : world.servers().get(0).disk().events()) {
            if (!event.header().rules().startsWith("open/")
                    || event.header().kind().equals("join")) {
                continue;
            }
            Map<UserId, ?> members = membership.before(event);
            require(
                    members.containsKey(event.user())
                            && members.get(event.user()).equals(event.header().device()),
                    "I7",
                    chronicle.name(event.id()) + " is by somebody who is no member");
            if (Membership.isEpoch(event)) {
                Set<Object> due = new HashSet<>(members.values());
                due.removeAll(membership.audienceBefore(event));
                require(
                        due.equals(new HashSet<Object>(membership.boxes(event))),
                        "I7",
                        "the boxes of " + chronicle.name(event.id()) + " are not those of the members");
            }
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
