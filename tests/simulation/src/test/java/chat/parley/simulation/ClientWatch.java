package chat.parley.simulation;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Row;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Position;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a client at every step, and remembers what it said and was told, over all its lives. */
final class ClientWatch {
    private final SimClient client;
    private final World world;
    private final Chronicle chronicle;
    private final EventCodec codec;
    private final Map<LogId, Position> floors = new HashMap<>();
    private final Set<EventId> durable = new HashSet<>();
    private final Set<EventId> adding = new HashSet<>();
    private final Map<EventId, String> shown = new LinkedHashMap<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<EventId> causes = new HashSet<>();
    private final Map<LogId, Map<DeviceId, Long>> heard = new HashMap<>();
    private final Map<String, RoomRef> said = new LinkedHashMap<>();
    private final Map<EventId, Set<SimServer>> receipts = new LinkedHashMap<>();
    private UserId user;
    private boolean dropped;

    ClientWatch(SimClient client, World world) {
        this.client = client;
        this.world = world;
        this.chronicle = world.chronicle();
        this.codec = new EventCodec(world.crypto("watch"));
    }

    void is(UserId known) {
        if (user != null && !user.equals(known)) {
            throw new Violation("client", client + " became somebody else");
        }
        user = known;
    }

    /** It is another person's device from now on. */
    void becomes(UserId next) {
        user = next;
    }

    UserId user() {
        return user;
    }

    /** Whether something said could not be sent, and the person was told so. */
    boolean dropped() {
        return dropped;
    }

    /** What it was told as readable, own messages included. */
    Map<EventId, String> shown() {
        return shown;
    }

    /** What was said for certain: the call has returned. */
    Map<String, RoomRef> said() {
        return said;
    }

    /** Which honest servers have signed for what, as it came to this client. */
    Map<EventId, Set<SimServer>> receipts() {
        return receipts;
    }

    void receipt(Stored receipt) {
        SimServer signer = world.certified(receipt.certificate());
        if (signer.honest()) {
            receipt.ids()
                    .forEach(id -> receipts.computeIfAbsent(EventId.of(id), any -> new HashSet<>())
                            .add(signer));
        }
    }

    void begins(String text) {
        world.authors().put(text, user);
    }

    void said(RoomRef room, String text) {
        said.put(text, room);
    }

    /** The store was opened: this is what it holds. */
    void reopened(List<Row> events, List<Row> floorRows) {
        durable.clear();
        adding.clear();
        floors.clear();
        floorRows.forEach(row -> floor(row.key(), row.value()));
        events.forEach(row -> durable.add(EventId.of(row.key())));
    }

    /** From a position on the client holds all of a log. */
    void floor(String log, String row) {
        String at = row.split(" ")[0];
        floors.put(LogId.of(log), at.equals("end") ? Position.END : Position.parse(at));
    }

    /** The client holds all of a log. */
    void noFloor(String log) {
        floors.remove(LogId.of(log));
    }

    /** An event goes into the store. */
    void adds(String key, String value) {
        EventId id = EventId.of(key);
        if (!chronicle.knows(id)) {
            chronicle.add(read(value));
        }
        Event event = chronicle.get(id);
        boolean below = floors.getOrDefault(event.log(), Position.BEGIN).above(event);
        for (EventId cause : below ? event.header().control() : event.header().antecedents()) {
            if (!durable.contains(cause)
                    && !adding.contains(cause)
                    && !event.log().genesis().equals(cause)) {
                throw new Violation("I4", client + " took " + chronicle.name(id) + " before its cause");
            }
        }
        adding.add(id);
    }

    /** Whether an event is in the client's store for good. */
    boolean holds(EventId id) {
        return durable.contains(id);
    }

    /** Whether an event need not be held: content below the client's floor. */
    boolean leftOut(Event event) {
        return event.header().eventClass() == EventClass.CONTENT
                && floors.getOrDefault(event.log(), Position.BEGIN).above(event);
    }

    void committed() {
        durable.addAll(adding);
        adding.clear();
    }

    /** An event is sent. */
    void posts(String header) {
        EventId id = codec.idOf(header);
        if (!durable.contains(id)) {
            throw new Violation("I2", client + " sends " + chronicle.name(id) + " before it is in its store");
        }
    }

    void told(ClientEvent event) {
        client.note("is told " + describe(event));
        if (event instanceof ClientEvent.Message) {
            message((ClientEvent.Message) event);
        } else if (event instanceof ClientEvent.Unreadable) {
            ClientEvent.Unreadable unreadable = (ClientEvent.Unreadable) event;
            if (world.isStranger(unreadable.sender().user())) {
                return;
            }
            throw new Violation(
                    "readable", client + " cannot read " + chronicle.name(unreadable.id()) + ": " + unreadable.why());
        } else if (event instanceof ClientEvent.Hidden hidden) {
            // It may be shown again, if it is no more hidden.
            hidden.ids().forEach(id -> texts.remove(shown.remove(id)));
            world.met(Trouble.HIDDEN);
        } else if (event instanceof ClientEvent.Removed) {
            world.met(Trouble.REMOVED);
        } else if (event instanceof ClientEvent.Sent sent) {
            world.texts().add(sent.id());
        } else if (event instanceof ClientEvent.Problem) {
            ClientEvent.Problem problem = (ClientEvent.Problem) event;
            dropped |= problem.code().equals("NOT_SENT");
            if (!problem.code().equals("STORE_FAILED")
                    && !tellsOfTheForker(problem)
                    && !tellsOfTheKeeper(problem)
                    && !tellsOfRanks(problem)) {
                throw new Violation("honest", client + " has a problem: " + problem);
            }
        }
    }

    /** Where a server keeps things to itself its people are to be told: simulated clients call on no second server. */
    private boolean tellsOfTheKeeper(ClientEvent.Problem problem) {
        return problem.code().equals("IDENTITY_WITHHELD")
                && world.scenario().vices().contains(Vice.WITHHOLD);
    }

    /** In a room with an owner one can be removed; and a device that is revoked may learn it. */
    private boolean tellsOfRanks(ClientEvent.Problem problem) {
        return world.scenario().owned()
                && (Set.of("NOT_SENT", "NOT_INVITED").contains(problem.code())
                        || client.out() && problem.code().equals("PASSWORD_NEEDED"));
    }

    /** Of nobody else: an honest device that is taken for a forker is put out. */
    private boolean tellsOfTheForker(ClientEvent.Problem problem) {
        UserId forker = world.forker().user();
        return problem.code().equals("DEVICE_FORKED")
                && forker != null
                && problem.text().contains(new Person(forker, "forker", false).distinctName());
    }

    private void message(ClientEvent.Message message) {
        EventId id = message.id();
        String name = chronicle.name(id);
        if (shown.putIfAbsent(id, message.text()) != null) {
            throw new Violation("I3", client + " is shown " + name + " twice");
        }
        if (!texts.add(message.text())) {
            throw new Violation("I3", client + " is shown \"" + message.text() + "\" as two messages");
        }
        if (!message.sender().user().equals(world.authors().get(message.text()))) {
            throw new Violation("I7", client + " is shown words that their sender never said: " + message);
        }
        if (message.late() && world.owned().contains(message.room())) {
            // What newcomers may read comes when they have its keys, and what was hidden comes back.
            return;
        }
        if (causes.contains(id)) {
            throw new Violation("I4", client + " is shown " + name + " after something that follows from it");
        }
        chronicle.collectAncestors(id, causes);
        Event event = chronicle.get(id);
        Long before = heard.computeIfAbsent(event.log(), log -> new HashMap<>())
                .put(event.header().device(), event.header().seq());
        if (before != null && before >= event.header().seq()) {
            throw new Violation("I5", client + " is shown " + name + " after a later one of its device");
        }
    }

    private Event read(String row) {
        try (JsonReader reader = Json.createReader(new StringReader(row))) {
            JsonObject in = reader.readObject();
            String body = in.getString("body");
            String part = in.getString("part");
            Payload payload = part.isEmpty()
                    ? body.isEmpty() ? new Payload.Dropped() : new Payload.Whole(body)
                    : new Payload.Part(part);
            return codec.trusted(in.getString("header"), in.getString("signature"), payload);
        }
    }

    private String describe(ClientEvent event) {
        if (event instanceof ClientEvent.Message) {
            ClientEvent.Message message = (ClientEvent.Message) event;
            return "\"" + message.text() + "\" " + chronicle.name(message.id()) + (message.late() ? " late" : "");
        }
        return event.getClass().getSimpleName()
                + (event instanceof ClientEvent.Disconnected ? " " + ((ClientEvent.Disconnected) event).reason() : "")
                + (event instanceof ClientEvent.Stored ? " " + chronicle.name(((ClientEvent.Stored) event).id()) : "");
    }
}
