package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the vectors of owned rooms, as {@link VectorWriter} does the others; nonces and sealed boxes differ from run to run. */
public final class OwnedVectorWriter {
    private OwnedVectorWriter() {}

    public static void main(String[] arguments) throws IOException {
        VectorWriter.write("owned-logs", logs());
        VectorWriter.write("owned-epochs", epochs());
    }

    private static JsonArrayBuilder logs() {
        TestPerson olga = new TestPerson("olga");
        TestPerson adam = new TestPerson("adam");
        TestPerson mia = new TestPerson("mia");
        TestPerson guido = new TestPerson("guido");
        TestDevice owner = olga.device();
        TestDevice admin = adam.device();
        TestOwnedRoom room = TestOwnedRoom.create("logs", olga, Charter.History.ALL);
        room.admit(owner, adam, Rank.ADMIN);
        SigningKey key = TestKeys.signing("link");
        Event link = room.link(admin, key, Rank.MEMBER);
        room.enter(mia, link, key);
        room.admit(admin, guido, Rank.GUEST);
        say(room, admin, "before the partition");
        room.link(owner, TestKeys.signing("another link"), Rank.GUEST);
        TestOwnedRoom partition = room.copy();
        partition.ban(admin, guido);
        Event rests = partition.admit(admin, new TestPerson("friend"), Rank.MEMBER);
        say(partition, admin, "concurrent with the kick");
        room.kick(owner, adam);
        room.rank(owner, mia, Rank.ADMIN);
        Event stale = room.draft(new TestPerson("late").device(), room.entry(new TestPerson("late"), link.id(), key));
        room.take(partition);
        room.act(owner, new OwnedAct.Ban(new TestPerson("nobody").user(), List.of()));
        say(room, mia.device(), "after it");
        List<Event> wrong = List.of(
                stale,
                room.draft(admin, EventClass.CONTENT, "message", "{\"text\":\"kicked\"}"),
                room.draft(guido.device(), EventClass.CONTENT, "message", "{\"text\":\"a guest\"}"),
                room.draft(mia.device(), new OwnedAct.SetRank(guido.user(), Rank.ADMIN)),
                room.draft(mia.device(), new OwnedAct.Kick(olga.user(), room.seen(olga))),
                room.draft(admin, room.entry(adam, rests.id())),
                room.draft(owner, EventClass.CONTROL, "promote", "{}"),
                room.draft(owner, new Act.Fork(olga.user(), owner.id(), twoOf(room))));
        JsonArrayBuilder events = Json.createArrayBuilder();
        room.arrived().forEach(event -> events.add(VectorWriter.event(event)));
        JsonArrayBuilder refused = Json.createArrayBuilder();
        for (Event each : wrong) {
            Outcome outcome = room.replica().offer(each);
            refused.add(VectorWriter.event(each)
                    .add("code", ((Outcome.Refused) outcome).code().name()));
        }
        return Json.createArrayBuilder()
                .add(Json.createObjectBuilder()
                        .add("log", room.id().toString())
                        .add("events", events)
                        .add("refused", refused)
                        .add("order", VectorWriter.ids(room.ids()))
                        .add("hidden", VectorWriter.ids(hidden(room)))
                        .add("state", state(room.state())));
    }

    static List<EventId> hidden(TestOwnedRoom room) {
        List<EventId> hidden = new ArrayList<>();
        for (Event event : room.ordered()) {
            if (room.replica().room(room.id()).hidden(event)) {
                hidden.add(event.id());
            }
        }
        return hidden;
    }

    /** A state as {@link VectorWriter#state} writes it, with what only an owned room has. */
    static JsonObjectBuilder state(RoomState state) {
        Hierarchy ranks = state.hierarchy().orElseThrow();
        JsonObjectBuilder seats = Json.createObjectBuilder();
        ranks.seats()
                .forEach((user, seat) -> seats.add(user.toString(), seat.rank().toString()));
        JsonArrayBuilder barred = Json.createArrayBuilder();
        ranks.barred()
                .forEach((user, bar) -> barred.add(Json.createObjectBuilder()
                        .add("user", user.toString())
                        .add("banned", bar.banned())
                        .add("weight", bar.weight())));
        return VectorWriter.state(state)
                .add("ranks", seats)
                .add("barred", barred)
                .add("invitations", VectorWriter.ids(ranks.invitations().keySet()))
                .add("idle", VectorWriter.ids(ranks.verdicts().idle()));
    }

    private static JsonObjectBuilder epochs() {
        TestPerson olga = new TestPerson("olga");
        TestPerson mia = new TestPerson("mia");
        TestDevice owner = olga.device();
        TestOwnedRoom room = TestOwnedRoom.create("epochs", olga, Charter.History.ALL);
        EpochSealer sealer = new EpochSealer(CRYPTO);
        Card card = Card.sign(
                CRYPTO, owner.signing(), room.id(), olga.user(), 1, new Card.Title("Caf\u00e9", "say \"hello\""));
        Secret secret = TestKeys.secret("epoch");
        EpochSealer.Point first = room.point(owner);
        Event fresh = room.epoch(owner, secret, new Archive(List.of(), Optional.of(card)));
        room.admit(owner, mia, Rank.MEMBER);
        Archive.Past past = new Archive.Past(fresh.id(), Optional.of(secret));
        Event extended = room.extend(owner, fresh, secret, new Archive(List.of(past), Optional.of(card)));
        List<EventId> control = extended.header().control();
        EpochSealer.Point second = new EpochSealer.Point(
                room.id(), control, room.replica().room(room.id()).stateAt(control));
        Secret derived = sealer.extend(second, fresh.id(), sealer.join(secret));
        return Json.createObjectBuilder()
                .add("log", room.id().toString())
                .add("card", card.write())
                .add("fresh", epoch(fresh, first, secret))
                .add("extended", epoch(extended, second, derived));
    }

    private static JsonObjectBuilder epoch(Event event, EpochSealer.Point point, Secret secret) {
        return Json.createObjectBuilder()
                .add("epoch", event.id().toString())
                .add("control", VectorWriter.ids(point.control()))
                .add("body", event.body().orElseThrow())
                .add("state", state(point.state()))
                .add("secret", Vectors.hex(secret.expose()));
    }

    private static void say(TestOwnedRoom room, TestDevice author, String text) {
        room.keep(room.draft(author, EventClass.CONTENT, "message", "{\"text\":\"" + text + "\"}"));
    }

    private static List<EventId> twoOf(TestOwnedRoom room) {
        List<EventId> two = new ArrayList<>(room.ids().subList(0, 2));
        two.sort(null);
        return two;
    }
}
