package chat.parley.server.naming;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Rooms;
import chat.parley.protocol.frame.RoomsAsk;
import chat.parley.protocol.frame.RoomsOf;
import chat.parley.protocol.frame.UserRooms;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import chat.parley.server.admission.Quotas;
import chat.parley.server.admission.Rate;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Sessions and Links: which rooms name a person")
class RoomNewsTest {
    private static final int INVITATIONS = 3;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final SigningKey domain = CRYPTO.newSigningKey();
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private final TestPerson mallory = new TestPerson("mallory");
    private final TestDevice annas = anna.device();
    private final TestDevice bens = ben.device();
    private final TestOwnedRoom room = TestOwnedRoom.create("room", anna, Charter.History.NONE);
    private final String log = room.id().toString();
    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    private TestNode node() {
        return node(1000, 1);
    }

    private TestNode node(int invitations, int replicas) {
        try {
            String name = "n" + nodes.size();
            TestNode node = new TestNode(
                    Files.createDirectory(folder.resolve(name)),
                    TestNode.identity(domain, "ws://" + name + ":1/parley", clock),
                    clock,
                    new Quotas(Rate.AUTHOR, 0, Quotas.COMPARES, Quotas.NOTICES, invitations),
                    replicas);
            nodes.add(node);
            return node;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Wire link(TestNode one, TestNode two) {
        boolean smaller = one.identity.id().compareTo(two.identity.id()) < 0;
        Wire wire = smaller ? new Wire(one, two) : new Wire(two, one);
        Wire.run(wire);
        assertThat(Wire.linked(one, two)).isTrue();
        return wire;
    }

    /** A server that hosts neither the room nor these identities by the rule of the replicas, and one that holds them all. */
    private record Two(TestNode host, TestNode other, Wire wire) {
        void settle() {
            host.naming.tick();
            other.naming.tick();
            host.flush();
            other.flush();
            Wire.run(wire);
        }
    }

    /** Two servers, with a room that only one of them keeps. */
    private Two two(TestOwnedRoom of) {
        TestNode one = node();
        TestNode two = node();
        Wire wire = link(one, two);
        return one.hosting.accepts(of.id()) ? new Two(one, two, wire) : new Two(two, one, wire);
    }

    @Test
    @DisplayName("A second device is told after the welcome in which rooms its user is")
    void secondDevice_toldOfMembership() {
        TestNode node = node();
        TestDevice second = anna.addDevice();
        node.take(anna.events());
        node.take(room.arrived());
        Visitor visitor = new Visitor(node, second);
        assertThat(visitor.peer.frames(Rooms.class)).containsExactly(new Rooms(List.of(log), List.of(), false));
        new Visitor(node, bens)
                .peer
                .frames(Rooms.class)
                .forEach(rooms -> assertThat(rooms).isNull());
    }

    @Test
    @DisplayName("Who is connected is told of an invitation, of a direct room, and on another device of coming in")
    void connected_toldAsItHappens() {
        TestNode node = node();
        TestDevice second = ben.addDevice();
        node.take(ben.events());
        Visitor guest = new Visitor(node, bens);
        Visitor host = new Visitor(node, annas);
        Event invitation = room.invite(annas, ben, Rank.MEMBER);
        host.post(room.arrived());
        assertThat(guest.told()).containsExactly(List.of(), List.of(log));
        TestOwnedRoom direct = TestOwnedRoom.direct("direct", anna, ben.user());
        host.post(direct.arrived());
        assertThat(guest.invited()).containsExactly(direct.id().toString());
        Visitor other = new Visitor(node, second);
        assertThat(other.invited()).containsExactlyInAnyOrder(log, direct.id().toString());
        room.enter(ben, invitation);
        guest.post(room.arrived());
        assertThat(other.told()).containsExactly(List.of(log), List.of());
    }

    @Test
    @DisplayName("Who is invited again after a removal is told again; of a log that is subscribed to nobody is told")
    void invitedAgain_toldAgain_subscribedNot() {
        TestNode node = node();
        node.take(ben.events());
        Visitor guest = new Visitor(node, bens);
        Event invitation = room.invite(annas, ben, Rank.MEMBER);
        node.take(room.arrived());
        room.enter(ben, invitation);
        node.take(room.arrived());
        assertThat(guest.told()).containsExactly(List.of(log), List.of(log));
        room.kick(annas, ben);
        Event second = room.invite(annas, ben, Rank.MEMBER);
        node.take(room.arrived());
        assertThat(guest.told()).containsExactly(List.of(), List.of(log));
        room.act(annas, new OwnedAct.RevokeInvite(second.id()));
        node.take(room.arrived());
        Event third = room.invite(annas, ben, Rank.MEMBER);
        node.take(room.arrived());
        assertThat(guest.told()).containsExactly(List.of(), List.of(log));
        guest.subscribe(room.id());
        room.act(annas, new OwnedAct.RevokeInvite(third.id()));
        node.take(room.arrived());
        room.invite(annas, ben, Rank.MEMBER);
        node.take(room.arrived());
        assertThat(guest.told()).containsExactly(List.of(), List.of());
    }

    @Test
    @DisplayName("A37: whoever only says to be somebody is told nothing, at the beginning or later")
    void impostor_toldNothing() {
        TestNode node = node();
        node.take(ben.events());
        node.take(anna.events());
        node.take(mallory.events());
        room.invite(annas, ben, Rank.MEMBER);
        node.take(room.arrived());
        Visitor impostor = new Visitor(node, mallory.device(), ben.user());
        TestOwnedRoom direct = TestOwnedRoom.direct("direct", anna, ben.user());
        node.take(direct.arrived());
        assertThat(impostor.told()).containsExactly(List.of(), List.of());
        assertThat(new Visitor(node, bens).invited()).hasSize(2);
    }

    @Test
    @DisplayName("A37: a device that was revoked is told nothing any more")
    void revoked_toldNothing() {
        TestNode node = node();
        TestDevice second = ben.addDevice();
        node.take(ben.events());
        Visitor visitor = new Visitor(node, second);
        ben.revoke(second);
        node.take(ben.events());
        room.invite(annas, ben, Rank.MEMBER);
        node.take(room.arrived());
        assertThat(visitor.told()).containsExactly(List.of(), List.of());
    }

    @Test
    @DisplayName("A device whose identity comes later is told then")
    void identityLater_toldThen() {
        TestNode node = node();
        room.invite(annas, ben, Rank.MEMBER);
        node.take(room.arrived());
        Visitor visitor = new Visitor(node, bens);
        assertThat(visitor.invited()).isEmpty();
        visitor.post(ben.events());
        assertThat(visitor.invited()).containsExactly(log);
    }

    @Test
    @DisplayName(
            "At a server that keeps neither room nor identity a person is told when they come, and gets the room there")
    void otherServer_asksAndFetches() {
        Two two = two(room);
        TestPerson guest = IntStream.range(0, 100)
                .mapToObj(i -> new TestPerson("guest " + i))
                .filter(each -> !two.other().hosting.accepts(each.user().identity()))
                .findFirst()
                .orElseThrow();
        room.invite(annas, guest, Rank.MEMBER);
        two.host().take(guest.events());
        new Visitor(two.host(), annas).post(room.arrived());
        two.settle();
        assertThat(two.other().store.heads(room.id())).isEmpty();
        assertThat(two.other().store.heads(guest.user().identity())).isEmpty();
        Visitor visitor = new Visitor(two.other(), guest.device());
        two.settle();
        two.settle();
        assertThat(visitor.invited()).containsExactly(log);
        assertThat(two.other().hosting.hosted(room.id())).isFalse();
        visitor.subscribe(room.id());
        two.settle();
        assertThat(two.other().ids(room.id())).isEqualTo(room.ids());
        assertThat(visitor.peer.frames(Page.class)).isNotEmpty();
    }

    @Test
    @DisplayName(
            "At a server that does not keep the room who is connected is told at once of what another server's client does")
    void otherServer_isToldTheNews() {
        Two two = two(room);
        two.other().take(ben.events());
        Visitor visitor = new Visitor(two.other(), bens);
        Visitor host = new Visitor(two.host(), annas);
        two.settle();
        room.invite(annas, ben, Rank.MEMBER);
        host.post(room.arrived());
        Wire.run(two.wire());
        assertThat(two.other().hosting.hosted(room.id())).isFalse();
        assertThat(visitor.told()).containsExactly(List.of(), List.of(log));
        assertThat(two.wire().carried.stream().filter(text -> text.contains("\"type\":\"rooms-of\"")))
                .as("only the one who is named, and the author")
                .hasSize(1);
    }

    @Test
    @DisplayName(
            "Of several hosts only the one whose client brought the news tells it, and only to who does not host the room")
    void news_toldOnce() {
        List<TestNode> all = List.of(node(1000, 2), node(1000, 2), node(1000, 2));
        Wire[] wires = {link(all.get(0), all.get(1)), link(all.get(1), all.get(2)), link(all.get(0), all.get(2))};
        TestNode other = all.stream()
                .filter(node -> !node.hosting.accepts(room.id()))
                .findFirst()
                .orElseThrow();
        TestNode host = all.get((all.indexOf(other) + 1) % 3);
        other.take(ben.events());
        Visitor visitor = new Visitor(other, bens);
        Wire.run(wires);
        room.invite(annas, ben, Rank.MEMBER);
        new Visitor(host, annas).post(room.arrived());
        Wire.run(wires);
        assertThat(all.stream().filter(node -> node.hosting.hosted(room.id()))).hasSize(2);
        assertThat(visitor.invited()).containsExactly(log);
        assertThat(Stream.of(wires)
                        .flatMap(wire -> wire.carried.stream())
                        .filter(text -> text.contains("\"type\":\"rooms-of\"")))
                .hasSize(1);
    }

    @Test
    @DisplayName("Servers that were apart ask each other about who is here when a link stands again")
    void linkStandsAgain_told() {
        Two two = two(room);
        two.other().take(ben.events());
        Visitor visitor = new Visitor(two.other(), bens);
        two.settle();
        two.wire().cut();
        room.invite(annas, ben, Rank.MEMBER);
        new Visitor(two.host(), annas).post(room.arrived());
        assertThat(visitor.invited()).isEmpty();
        Two again = new Two(two.host(), two.other(), link(two.host(), two.other()));
        again.settle();
        assertThat(visitor.invited()).containsExactly(log);
    }

    @Test
    @DisplayName(
            "I9: of very many invitations the newest are told, in frames that are bounded, and memberships all the same")
    void flood_boundedNewestFirst() {
        TestNode node = node();
        node.take(ben.events());
        List<String> logs = new ArrayList<>();
        for (int i = 0; i < NamingIndex.MAX_INVITED + 40; i++) {
            TestOwnedRoom direct = TestOwnedRoom.direct("direct " + i, anna, ben.user());
            clock.pass(Duration.ofMillis(10));
            node.take(direct.arrived());
            logs.add(0, direct.id().toString());
        }
        TestOwnedRoom own = TestOwnedRoom.create("own", ben, Charter.History.NONE);
        node.take(own.arrived());
        Visitor visitor = new Visitor(node, bens);
        List<Rooms> frames = visitor.peer.frames(Rooms.class);
        assertThat(frames)
                .allMatch(each -> each.member().size() + each.invited().size() <= Rooms.MAX_LOGS);
        assertThat(frames).extracting(Rooms::more).containsExactly(true, false);
        assertThat(frames.get(0).member()).containsExactly(own.id().toString());
        assertThat(frames.stream().flatMap(each -> each.invited().stream()))
                .containsExactlyElementsOf(logs.subList(0, NamingIndex.MAX_INVITED));
        node.take(TestOwnedRoom.direct("one more", anna, ben.user()).arrived());
        assertThat(visitor.invited()).as("its allowance is used up").isEmpty();
        clock.pass(Duration.ofMillis(Telling.INVITED_PAUSE_MILLIS));
        TestOwnedRoom last = TestOwnedRoom.direct("last", anna, ben.user());
        node.take(last.arrived());
        assertThat(visitor.invited()).containsExactly(last.id().toString());
        TestOwnedRoom joined = TestOwnedRoom.create("joined", ben, Charter.History.NONE);
        node.take(joined.arrived());
        assertThat(visitor.member()).containsExactly(joined.id().toString());
    }

    @Test
    @DisplayName("I9: one person's invitations of another are put off beyond a number, until the other comes in")
    void invitations_overTheQuota_putOff() {
        TestNode node = node(INVITATIONS, 1);
        Visitor host = new Visitor(node, annas);
        List<TestOwnedRoom> direct = IntStream.range(0, 6)
                .mapToObj(i -> TestOwnedRoom.direct("direct " + i, anna, ben.user()))
                .toList();
        List<Event> all = new ArrayList<>();
        direct.forEach(each -> all.addAll(each.arrived()));
        host.post(all);
        assertThat(stored(node, direct)).as("even in one batch").isEqualTo(INVITATIONS);
        assertThat(problems(host)).containsExactly(ProblemCode.TOO_MANY.name());
        host.post(all);
        assertThat(stored(node, direct)).isEqualTo(INVITATIONS);
        assertThat(problems(host))
                .as("what is stored is not among those put off")
                .hasSize(1);
        new Visitor(node, mallory.device())
                .post(TestOwnedRoom.direct("other", mallory, ben.user()).arrived());
        assertThat(new Visitor(node, bens).peer.isOpen()).isTrue();
        TestOwnedRoom first = direct.get(0);
        first.enter(ben, first.store().find(first.id().genesis()).orElseThrow());
        new Visitor(node, bens).post(first.arrived());
        host.post(all);
        assertThat(stored(node, direct)).isEqualTo(INVITATIONS + 1);
    }

    @Test
    @DisplayName("An invitation in a room that others speak in is put off only where its author brings it")
    void invitation_broughtByOthers_taken() {
        TestNode node = node(1, 1);
        node.take(TestOwnedRoom.direct("direct", anna, ben.user()).arrived());
        room.admit(annas, mallory, Rank.MEMBER);
        Event invitation = room.invite(annas, ben, Rank.MEMBER);
        room.say(mallory.device(), "after it");
        Visitor author = new Visitor(node, annas);
        author.post(room.arrived());
        assertThat(node.store.contains(invitation.id())).isFalse();
        Visitor member = new Visitor(node, mallory.device());
        member.post(room.arrived());
        assertThat(node.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("I9: what a linked server asks and tells is bounded, and reaches only the people whom it names")
    void hostileServer_bounded() {
        TestNode node = node();
        TestNode other = node();
        link(node, other);
        ServerId server = other.identity.id();
        FakePeer peer = new FakePeer(node.frames, "link");
        node.take(ben.events());
        Visitor guest = new Visitor(node, bens);
        Visitor bystander = new Visitor(node, annas);
        for (int i = 0; i <= NamingLinks.PEOPLE_BURST / RoomsAsk.MAX_USERS; i++) {
            node.naming.handle(
                    new RoomsAsk(
                            Collections.nCopies(RoomsAsk.MAX_USERS, anna.user().toString())),
                    server,
                    peer);
        }
        assertThat(problems(peer)).containsExactly(ProblemCode.TOO_MANY.name());
        node.flush();
        node.naming.handle(of(RoomsOf.MAX_LOGS + 1), server, peer);
        assertThat(problems(peer)).containsExactly(ProblemCode.TOO_MANY.name());
        assertThat(guest.told()).containsExactly(List.of(), List.of());
        for (int i = 0; i < 3; i++) {
            node.naming.handle(of(RoomsOf.MAX_LOGS), server, peer);
        }
        assertThat(guest.member()).hasSize(Telling.MEMBER_BURST);
        assertThat(bystander.told()).containsExactly(List.of(), List.of());
    }

    @Test
    @DisplayName("Two servers that tell the same are told on once; an invitation is told on as a membership")
    void toldTwice_onceTold() {
        TestNode node = node();
        TestNode other = node();
        link(node, other);
        ServerId server = other.identity.id();
        FakePeer peer = new FakePeer(node.frames, "link");
        node.take(ben.events());
        Visitor guest = new Visitor(node, bens);
        String some = new LogId(CRYPTO.random(LogId.BYTES)).toString();
        RoomsOf asInvited = of(List.of(), List.of(some));
        node.naming.handle(asInvited, server, peer);
        node.naming.handle(asInvited, server, peer);
        assertThat(guest.told()).containsExactly(List.of(), List.of(some));
        node.naming.handle(of(List.of(some), List.of()), server, peer);
        node.naming.handle(asInvited, server, peer);
        assertThat(guest.told()).containsExactly(List.of(some), List.of());
        guest.leave();
        node.naming.handle(of(3), server, peer);
        assertThat(guest.told()).containsExactly(List.of(), List.of());
    }

    @Test
    @DisplayName(
            "I9: of more people than a server may tell of at a time nobody is told, and whoever is not here counts for nothing")
    void hostileServer_ofManyPeople_bounded() {
        TestNode node = node();
        TestNode other = node();
        link(node, other);
        FakePeer peer = new FakePeer(node.frames, "link");
        node.take(ben.events());
        Visitor guest = new Visitor(node, bens);
        List<UserRooms> people = new ArrayList<>();
        for (int i = 0; i < RoomsOf.MAX_LOGS; i++) {
            people.addAll(of(1).people());
        }
        List<UserRooms> absent =
                Collections.nCopies(RoomsOf.MAX_LOGS, new UserRooms(anna.user().toString(), List.of(log), List.of()));
        node.naming.handle(new RoomsOf(absent, true), other.identity.id(), peer);
        node.naming.handle(new RoomsOf(people, true), other.identity.id(), peer);
        assertThat(guest.member()).hasSize(NamingLinks.PEOPLE_BURST);
    }

    private RoomsOf of(int logs) {
        return of(
                IntStream.range(0, logs)
                        .mapToObj(i -> new LogId(CRYPTO.random(LogId.BYTES)).toString())
                        .toList(),
                List.of());
    }

    private RoomsOf of(List<String> member, List<String> invited) {
        return new RoomsOf(List.of(new UserRooms(ben.user().toString(), member, invited)), false);
    }

    private static long stored(TestNode node, List<TestOwnedRoom> rooms) {
        return rooms.stream()
                .filter(each -> node.store.contains(each.id().genesis()))
                .count();
    }

    private static List<String> problems(Visitor visitor) {
        return problems(visitor.peer);
    }

    private static List<String> problems(FakePeer peer) {
        return peer.frames(Problem.class).stream().map(Problem::code).toList();
    }
}
