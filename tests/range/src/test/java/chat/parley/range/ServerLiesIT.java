package chat.parley.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountText;
import chat.parley.protocol.frame.Accounts;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Hosts;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.LogIds;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server of the domain, certificate and all, that lies about what people did. */
@ExtendWith(TwoNodes.class)
class ServerLiesIT {
    private static int count;

    private TestPerson alice;
    private TestPerson victim;
    private TestRoom room;

    /** A room in which Alice and the victim are, on both nodes. */
    @BeforeEach
    void inhabit(Pair pair) throws Exception {
        count++;
        alice = new TestPerson("lied-alice-" + count);
        victim = new TestPerson("lied-victim-" + count);
        room = new TestRoom("lies-" + count);
        room.join(alice);
        room.join(victim);
        try (Stranger session = Stranger.welcomed(pair.a().session(), alice)) {
            session.post(room.arrived().toArray(Event[]::new));
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
        assertBothHave(pair, room);
    }

    @Test
    @DisplayName("A36 A45: a server makes nobody a member and removes nobody: only who signs it enters or leaves")
    void membership_bySomebodyElse_isNotTaken(Pair pair) throws Exception {
        TestPerson mallory = new TestPerson("lied-mallory-" + count);
        TestRoom here = room.copy();
        here.take(mallory.events());
        String join = new ActCodec().write(new Act.Join(TestRoom.NAMESPACE, "lies-" + count, "victim", victim.heads()));
        // Mallory's device under the victim's name (A05).
        TestDevice posing = new TestDevice(
                victim.user(), mallory.device().signing(), mallory.device().sealing());
        List<Event> forged = List.of(
                here.draft(posing, EventClass.CONTROL, ActCodec.JOIN, join),
                here.draft(mallory.device(), EventClass.CONTROL, ActCodec.JOIN, join),
                here.draft(posing, EventClass.CONTROL, ActCodec.LEAVE, "{}"),
                here.draft(mallory.device(), EventClass.CONTROL, ActCodec.LEAVE, "{}"));
        Event leave = here.draft(victim.device(), EventClass.CONTROL, ActCodec.LEAVE, "{}");
        String others = forged.get(0).signature().toString();
        try (Impostor impostor = Impostor.linked(pair.a())) {
            impostor.push(forged.toArray(Event[]::new));
            impostor.push(
                    new EventText(leave.headerText(), others, "{}", ""),
                    new EventText(leave.headerText(), "", "{}", ""),
                    new EventText(leave.headerText(), leave.signature().toString(), "{ }", ""));
            impostor.settled();
        }
        Event said = saysAtA(pair, victim, "still here");
        assertBothHave(pair, room);
        assertThat(room.state().members()).containsKeys(victim.user(), alice.user());
        try (Witness witness = Witness.of(pair.b(), room.id())) {
            witness.sees(said);
        }
    }

    @Test
    @DisplayName("A36: into a room with an owner no server lets anybody in, nor with an invitation that it has made")
    void ownedRoom_aServerInvites_nobodyIsIn(Pair pair) throws Exception {
        TestPerson mallory = new TestPerson("lied-guest-" + count);
        TestOwnedRoom owned = TestOwnedRoom.create("owned-" + count, alice, Charter.History.NONE);
        try (Stranger session = Stranger.welcomed(pair.a().session(), alice)) {
            session.post(owned.arrived().toArray(Event[]::new));
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
        TestOwnedRoom forged = owned.copy();
        forged.take(mallory.events());
        Event invitation = TestOwnedRoom.sign(
                mallory.device(),
                new OwnedAct.Invite(new OwnedAct.Person(mallory.user()), Rank.ADMIN),
                forged.place(mallory.device()));
        Event entry = TestOwnedRoom.sign(
                mallory.device(),
                new OwnedAct.Enter(Optional.of(invitation.id()), Optional.empty(), "mallory", mallory.heads()),
                forged.place(mallory.device()));
        try (Impostor impostor = Impostor.linked(pair.a());
                Witness witness = Witness.of(pair.a(), owned.id())) {
            impostor.push(mallory.events().toArray(Event[]::new));
            impostor.push(invitation, entry);
            impostor.settled();
            assertThat(witness.seen()).contains(owned.ids().get(0)).doesNotContain(invitation.id(), entry.id());
        }
    }

    @Test
    @DisplayName("A42: what a server sends round and round is passed on once, and never back to it")
    void event_roundAndRound_isPassedOnOnce(Pair pair) throws Exception {
        Event said = room.say(alice.device(), "round and round");
        try (Impostor toA = Impostor.linked(pair.a());
                Impostor toB = Impostor.linked(pair.b());
                Witness witness = Witness.of(pair.b(), room.id())) {
            toA.send(hosts(room.id()));
            toB.send(hosts(room.id()));
            for (int i = 0; i < 50; i++) {
                toA.push(said);
                toB.push(said);
            }
            toA.settled();
            toB.settled();
            witness.sees(said);
            assertThat(times(toA, said))
                    .as("back over the link that it came by")
                    .isZero();
            assertThat(times(toB, said)).as("to who has sent it too").isLessThanOrEqualTo(1);
            assertThat(witness.seen()).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName(
            "A43: events withheld, turned round and doubled: what is there is taken in once, causes first, the rest"
                    + " asked for")
    void events_withheldAndReordered_areSortedOut(Pair pair) throws Exception {
        List<Event> said = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            said.add(room.say(alice.device(), "number " + i));
        }
        List<Event> jumbled = new ArrayList<>(said.subList(1, said.size()));
        jumbled.addAll(said.subList(10, 20));
        Collections.shuffle(jumbled, new Random(43));
        try (Impostor impostor = Impostor.linked(pair.a());
                Witness witness = Witness.of(pair.b(), room.id())) {
            impostor.send(hosts(room.id()));
            impostor.push(jumbled.toArray(Event[]::new));
            impostor.settled();
            assertThat(witness.seen()).doesNotContainAnyElementsOf(ids(jumbled));
            assertThat(impostor.hears(Pull.class).log()).isEqualTo(room.id().toString());
            impostor.push(said.get(0));
            witness.sees(said.get(said.size() - 1));
            assertThat(witness.seen()).doesNotHaveDuplicates().containsSubsequence(ids(said));
        }
        assertBothHave(pair, room);
    }

    @Test
    @DisplayName("A43: one number for two events, one told to each node: both nodes end with both, as proof")
    void fork_toldApart_isOnBothNodes(Pair pair) throws Exception {
        TestRoom other = room.copy();
        Event one = room.say(alice.device(), "yes");
        Event two = other.say(alice.device(), "no");
        assertThat(one.header().seq()).isEqualTo(two.header().seq());
        try (Impostor toA = Impostor.linked(pair.a());
                Impostor toB = Impostor.linked(pair.b())) {
            toA.push(one);
            toB.push(two);
            room.take(List.of(two));
            assertBothHave(pair, room);
        }
        assertThat(room.ids()).contains(one.id(), two.id());
    }

    @Test
    @DisplayName(
            "A44: a backfill that is forged, of another room or of nobody is stored nowhere, and the true one still"
                    + " comes")
    void backfill_forged_isStoredNowhere(Pair pair) throws Exception {
        TestPerson mallory = new TestPerson("lied-filler-" + count);
        Event truth = room.say(alice.device(), "as it was");
        EventText right = truth.text();
        String log = room.id().toString();
        TestRoom elsewhere = new TestRoom("elsewhere-" + count);
        elsewhere.join(alice);
        Event moved = elsewhere.draft(alice.device(), EventClass.CONTENT, "message", "{}");
        Event intruding =
                room.copy().take(mallory.events()).draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        List<EventText> forged = List.of(
                new EventText(right.header(), "", right.body(), ""),
                new EventText(right.header(), moved.text().signature(), right.body(), ""),
                new EventText(right.header(), right.signature(), "{\"text\":\"as it never was\"}", ""),
                new EventText(right.header().replace("\"seq\":", "\"seq\":1"), right.signature(), right.body(), ""),
                moved.text(),
                intruding.text());
        try (Impostor impostor = Impostor.linked(pair.a());
                Witness witness = Witness.of(pair.b(), room.id())) {
            impostor.send(hosts(room.id()));
            impostor.send(new Heads(List.of(new LogHeads(log, List.of(truth.id().toString())))));
            assertThat(impostor.hears(Pull.class).log()).isEqualTo(log);
            impostor.send(new Page(log, forged, false));
            Fetch fetch = impostor.hears(Fetch.class);
            assertThat(fetch.ids()).containsExactly(truth.id().toString());
            impostor.send(new Page("", forged, false));
            impostor.send(
                    new Announce(List.of(new LogIds(log, List.of(intruding.id().toString())))));
            impostor.settled();
            assertThat(witness.seen()).doesNotContain(truth.id(), moved.id(), intruding.id());
            impostor.send(new Events(List.of(right)));
            witness.sees(truth);
        }
        assertBothHave(pair, room);
    }

    private static Hosts hosts(LogId log) {
        return new Hosts(List.of(log.toString()), List.of(), List.of(), true);
    }

    private static long times(Impostor impostor, Event event) {
        return impostor.heard(Events.class).stream()
                .flatMap(events -> events.events().stream())
                .filter(text -> text.header().equals(event.headerText()))
                .count();
    }

    @Test
    @DisplayName(
            "A04: a server that gives a known name to another key, as domains may, has no client send to the first one,"
                    + " nor to the other, before the person accepts it")
    void knownName_givenToAnotherKey_stopsSending(Pair pair, @TempDir Path folder) throws Exception {
        AccountName name = new AccountName("known-" + count);
        TestPerson usurper = smallerThan(victim);
        try (Stranger session = Stranger.welcomed(pair.a().session(), victim)) {
            session.send(Registered.of(name.value(), victim).put());
            assertThat(session.next()).isInstanceOf(AccountKept.class);
        }
        try (Talker talker = Talker.connected(folder, "asks", pair.a().url());
                Impostor impostor = Impostor.linked(pair.a())) {
            assertThat(lookUp(talker, name).user()).isEqualTo(victim.user());
            RoomRef.Owned direct = talker.client().owned().with(victim.user());
            talker.client().say(direct, "waits for the first one");

            AccountRecord.Signed record = Registered.of(name.value(), usurper).record();
            impostor.send(new Accounts(List.of(new AccountText(record.text(), record.signature(), ""))));
            Eventually.within(
                    Talker.SOON, () -> assertThat(lookUp(talker, name).trust()).isEqualTo(Contacts.Trust.CHANGED));

            assertThat(talker.client()
                            .contacts()
                            .find(victim.user())
                            .orElseThrow()
                            .trust())
                    .isEqualTo(Contacts.Trust.CHANGED);
            Eventually.within(
                    Talker.SOON,
                    () -> assertThat(talker.all(ClientEvent.Problem.class))
                            .extracting(ClientEvent.Problem::code)
                            .contains("NAME_CHANGED"));
            assertThatThrownBy(() -> talker.client().say(direct, "a secret"))
                    .isInstanceOfSatisfying(
                            RoomException.class, e -> assertThat(e.code()).isEqualTo(RoomException.Code.NAME_CHANGED));
            assertThat(talker.client().unsent()).isEqualTo(1);

            talker.client().contacts().accept(name);
            assertThat(lookUp(talker, name).user()).isEqualTo(usurper.user());
            talker.client().say(direct, "said knowingly");
        }
    }

    private static Contacts.Contact lookUp(Talker talker, AccountName name) {
        try {
            return talker.client()
                    .contacts()
                    .lookUp(name)
                    .get(Talker.SOON.toSeconds(), TimeUnit.SECONDS)
                    .orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Of two who have a name servers keep the one with the smaller id. */
    private static TestPerson smallerThan(TestPerson than) {
        return IntStream.range(0, 1000)
                .mapToObj(number -> new TestPerson("usurper-" + count + "-" + number))
                .filter(person -> person.user().compareTo(than.user()) < 0)
                .findFirst()
                .orElseThrow();
    }

    private Event saysAtA(Pair pair, TestPerson person, String text) throws Exception {
        Event said = room.say(person.device(), text);
        try (Stranger session = Stranger.welcomed(pair.a().session(), person)) {
            session.post(said);
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
        return said;
    }

    /** Exactly what is in this copy, and the identities that it cites, is on both nodes. */
    private void assertBothHave(Pair pair, TestRoom copy) throws Exception {
        List<EventId> expected = ids(copy.arrived());
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            try (Witness witness = Witness.of(node, copy.id())) {
                witness.sees(expected);
            }
        }
    }

    private static List<EventId> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }
}
