package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.Contacts.Outcome;
import chat.parley.client.Contacts.Trust;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.OpenRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Section 17, A second server: what one server keeps back is found out")
class SecondOpinionTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final char[] NONE = {};
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", there);
    private final World.Client carol = world.client("carol", here);

    /** Another device of bob's: stolen, in the end. */
    private final World.Client phone = world.client("phone", there);

    private DeviceId stolen;

    @BeforeEach
    void meet() {
        world.pass(1000);
        alice.reaches = here.url::equals;
        carol.reaches = here.url::equals;
        done(phone.core.devices().become(done(bob.core.devices().add(NONE))));
        stolen = DevicesTest.device(phone);
        for (World.Client each : List.of(alice, carol, bob, phone)) {
            each.join(ROOM);
        }
        world.pass(3 * MINUTE);
        assertThat(alice.core.members(ROOM)).hasSize(3);
        alice.core.say(ROOM, "all are here");
        world.pass(1000);
        assertThat(audience(here)).contains(stolen);
        List.of(alice, bob, carol).forEach(each -> each.heard.clear());
    }

    @Test
    @DisplayName("A43: a revocation that the server keeps back is learned from a second one, told, and acted on")
    void revocation_keptBack_isFoundAndActedOn() {
        world.split(here);
        world.pass(1000);
        done(bob.core.devices().revoke(stolen, NONE));
        world.pass(3 * MINUTE);
        assertThat(alice.all(ClientEvent.DeviceChanged.class))
                .filteredOn(each -> !each.added())
                .isEmpty();

        alice.core.contacts().compare(bob.user());
        world.pass(2 * MINUTE);

        assertThat(alice.all(ClientEvent.DeviceChanged.class))
                .filteredOn(each -> !each.added())
                .extracting(each -> each.person().name())
                .containsExactly("bob");
        assertThat(alice.problems()).containsExactly("IDENTITY_KEPT_BACK");
        assertThat(alice.all(ClientEvent.Problem.class).get(0).text())
                .contains("bob~", "ws://there knows", "ws://here has not told");
        alice.core.say(ROOM, "not for the thief");
        world.pass(1000);
        assertThat(audience(here)).doesNotContain(stolen).contains(device(bob));
        Contacts.Compared last = alice.core.contacts().comparison().last().orElseThrow();
        assertThat(last.server()).isEqualTo("ws://there");
        assertThat(last.news()).isEqualTo(1);
        assertThat(alice.core.contacts().comparison().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    @DisplayName("a revocation of this moment is acted on, and nobody is suspected for it")
    void revocation_underWay_suspectsNobody() {
        world.split(here);
        world.pass(1000);
        alice.core.contacts().compare(bob.user());
        done(bob.core.devices().revoke(stolen, NONE));
        world.pass(MINUTE);
        assertThat(alice.all(ClientEvent.DeviceChanged.class))
                .filteredOn(each -> !each.added())
                .hasSize(1);
        assertThat(alice.problems()).isEmpty();
    }

    @Test
    @DisplayName("A43: nobody need ask: within hours a second server is asked by itself, about oneself too")
    void revocation_ofOneself_isFoundUnasked() {
        world.split(here);
        world.pass(1000);
        world.hold(List.of(identityEvent(alice, new Act.RevokeDevice(device(alice)), 0)));
        world.pass(SecondOpinion.EVERY_MILLIS);
        assertThat(alice.problems()).contains("DEVICE_COPIED");
    }

    @Test
    @DisplayName("A43: two branches of an identity, one on each server, are told loudly, once")
    void branches_onTwoServers_areTold() {
        bob.frozen();
        phone.frozen();
        Event one = identityEvent(bob, new Act.RevokeDevice(stolen), 1);
        Event two = identityEvent(bob, new Act.RevokeDevice(stolen), 2);
        world.split(here);
        world.hold(here, List.of(one));
        world.hold(there, List.of(two));
        here.sendAll(new Events(FrameCodec.texts(List.of(one))));
        world.pass(10_000);
        assertThat(alice.problems()).isEmpty();

        alice.core.contacts().compare(bob.user());
        world.pass(2 * MINUTE);
        alice.core.contacts().compare(bob.user());
        world.pass(2 * MINUTE);

        assertThat(alice.problems().stream().filter("IDENTITY_FORKED"::equals)).hasSize(1);
        assertThat(alice.core.contacts().find(bob.user()).orElseThrow().trust()).isEqualTo(Trust.FORKED);
    }

    @Test
    @DisplayName("without a second server nothing happens, and the client says so")
    void noSecondServer_isSaid() {
        World alone = new World();
        World.Server only = alone.server("ws://only");
        World.Client dave = alone.client("dave", only);
        alone.pass(HOUR);
        dave.core.contacts().compare(dave.user());
        alone.pass(HOUR);
        assertThat(dave.called).isEmpty();
        assertThat(dave.core.contacts().comparison())
                .isEqualTo(new Contacts.Comparison(Outcome.NO_SECOND_SERVER, Optional.empty()));
    }

    @Test
    @DisplayName("a server under another url, or of another domain, is no second one")
    void sameServer_isNoSecond() {
        World.Server foreign = world.server("ws://foreign");
        foreign.certificate = foreign.certificate(world.crypto.newSigningKey(), foreign.url, world.now() + 30 * HOUR);
        world.alias("ws://alias", here);
        World.Client dave = world.client("dave", here);
        dave.reaches = here.url::equals;
        dave.reachesBeside = url -> url.equals("ws://alias") || url.equals(foreign.url);
        world.pass(2 * MINUTE);
        assertThat(dave.called).contains("ws://alias", "ws://foreign");
        assertThat(dave.sentBeside).noneMatch(Compare.class::isInstance);
        assertThat(dave.core.contacts().comparison())
                .isEqualTo(new Contacts.Comparison(Outcome.NOT_REACHED, Optional.empty()));
        dave.reachesBeside = url -> true;
        world.pass(SecondOpinion.AGAIN_MILLIS);
        assertThat(dave.core.contacts().comparison().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    @DisplayName("a second server that is silent, or sends rubbish, costs the first connection nothing")
    void secondServer_hostile_costsItselfOnly() {
        int said = 0;
        List<Event> nobodyAsked = new TestPerson("nobody").events();
        List<UnaryOperator<Frame>> harms = List.of(
                frame -> frame instanceof Differ
                        ? new Differ(world.crypto.newSigningKey().device().toString(), List.of())
                        : frame,
                frame -> frame instanceof Differ ? new Page("", FrameCodec.texts(nobodyAsked), false) : frame,
                frame -> frame instanceof Differ
                        ? new Page("?", List.of(new EventText("{}", "x", "x", "")), false)
                        : frame);
        for (UnaryOperator<Frame> harm : harms) {
            alice.changeBeside = harm;
            alice.core.contacts().compare(bob.user());
            world.pass(3 * MINUTE);
            alice.core.say(ROOM, "still here " + said++);
            world.pass(1000);
            assertThat(alice.core.contacts().comparison().outcome()).isEqualTo(Outcome.NOT_REACHED);
        }
        there.frozen = true;
        alice.core.contacts().compare(bob.user());
        world.pass(3 * MINUTE);
        assertThat(alice.core.contacts().comparison().outcome()).isEqualTo(Outcome.NOT_REACHED);
        assertThat(carol.texts()).containsExactly("still here 0", "still here 1", "still here 2");
        assertThat(alice.all(ClientEvent.Disconnected.class)).isEmpty();
        assertThat(alice.problems()).isEmpty();
        assertThat(alice.core.contacts().comparison().last()).isPresent();
        assertThat(alice.store.get(Table.EVENT, nobodyAsked.get(0).id().toString()))
                .isEmpty();
    }

    @Test
    @DisplayName("a second server that does not answer is not one that has nothing else to say")
    void noAnswer_isNone() {
        World.Client dave = world.client("dave", here);
        dave.reaches = here.url::equals;
        dave.changeBeside = frame -> frame instanceof Differ
                ? new Differ(world.crypto.newSigningKey().device().toString(), List.of())
                : frame;
        world.pass(2 * MINUTE);
        assertThat(dave.called).isNotEmpty();
        assertThat(dave.core.contacts().comparison().outcome()).isEqualTo(Outcome.NOT_REACHED);
    }

    @Test
    @DisplayName("a second server that is silent is left within seconds for a third")
    void silentServer_isLeftForAnother() {
        World.Server third = world.server("ws://third");
        World.Client dave = world.client("dave", here, there, third);
        dave.reaches = here.url::equals;
        there.frozen = true;
        world.pass(1000);
        dave.core.contacts().compare(dave.user());
        world.pass(2 * Connection.DEAD_MILLIS);
        assertThat(dave.called).containsExactly("ws://there", "ws://third");
        assertThat(dave.core.contacts().comparison().last().orElseThrow().server())
                .isEqualTo("ws://third");
    }

    @Test
    @DisplayName(
            "seldom: some minute after the start, then every few hours, and however often it is asked for, once a minute")
    void calls_areBounded() {
        int before = alice.called.size();
        assertThat(before).isEqualTo(1);
        world.pass(3 * SecondOpinion.EVERY_MILLIS);
        assertThat(alice.called.size() - before).isEqualTo(3);
        alice.crash();
        world.pass(5 * MINUTE);
        assertThat(alice.called.size() - before).isEqualTo(3);
        assertThat(alice.core.contacts().comparison().last()).isPresent();
        for (int i = 0; i < 240; i++) {
            alice.core.contacts().compare(bob.user());
            world.pass(Connection.TICK_MILLIS);
        }
        assertThat(alice.called.size() - before).isEqualTo(4);
    }

    @Test
    @DisplayName("everybody has a turn, oneself each time")
    void circle_goesRound() {
        List<World.Client> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            many.add(world.client("p" + i, here));
        }
        world.pass(1000);
        many.forEach(each -> each.join(ROOM));
        world.pass(1000);
        List<String> asked = new ArrayList<>();
        world.pass(2 * MINUTE);
        alice.sentBeside.clear();
        alice.core.contacts().compare(bob.user());
        world.pass(2 * MINUTE);
        for (Frame each : alice.sentBeside) {
            if (each instanceof Compare compare) {
                asked.add(compare.log());
            }
        }
        assertThat(asked)
                .startsWith(
                        alice.user().identity().toString(),
                        bob.user().identity().toString());
        assertThat(asked).doesNotHaveDuplicates().hasSize(2 + 1 + many.size());
    }

    @Test
    @DisplayName(
            "with contacts: what a member writes after a revocation rests on it and is not shown without it; a second"
                    + " server hands it over")
    void revocation_citedByAContact_isAskedForElsewhere() {
        alice.change = withoutRevocations(stolen);
        bob.frozen();
        revokePhone();
        carol.core.say(ROOM, "after that");
        world.pass(1000);
        assertThat(carol.texts()).containsExactly("after that");
        assertThat(alice.texts()).isEmpty();

        world.pass(2 * MINUTE);

        assertThat(alice.texts()).containsExactly("after that");
        assertThat(alice.problems()).containsExactly("IDENTITY_KEPT_BACK");
        assertThat(alice.all(ClientEvent.Problem.class).get(0).text()).contains("ws://here did not hand over");
    }

    @Test
    @DisplayName("with contacts: what no server hands over is told, once, and nothing that rests on it is shown")
    void revocation_citedByAContact_andOnNoServer_isTold() {
        alice.change = withoutRevocations(stolen);
        alice.changeBeside = withoutRevocations(stolen);
        bob.frozen();
        revokePhone();
        carol.core.say(ROOM, "after that");
        world.pass(10 * MINUTE);

        assertThat(alice.texts()).isEmpty();
        assertThat(alice.problems()).containsExactly("IDENTITY_WITHHELD");
        assertThat(alice.all(ClientEvent.Problem.class).get(0).text()).contains("bob~");
    }

    /** Written by bob's root key, which is in nobody's client that runs. */
    private void revokePhone() {
        world.hold(List.of(identityEvent(bob, new Act.RevokeDevice(stolen), 0)));
        carol.core.contacts().compare(bob.user());
        world.pass(6000);
    }

    /** A server that hands over no revocation of a device. */
    private static UnaryOperator<Frame> withoutRevocations(DeviceId of) {
        String device = of.toString();
        Predicate<EventText> revokes =
                text -> text.header().contains("revoke-device") && text.body().contains(device);
        return frame -> {
            if (frame instanceof Events events) {
                return new Events(without(events.events(), revokes));
            }
            return frame instanceof Page page
                    ? new Page(page.log(), without(page.events(), revokes), page.more())
                    : frame;
        };
    }

    private static List<EventText> without(List<EventText> texts, Predicate<EventText> which) {
        List<EventText> left = new ArrayList<>(texts);
        left.removeIf(which);
        return left;
    }

    /** The next event of somebody's root key, each at another time. */
    private Event identityEvent(World.Client client, Act act, long time) {
        SigningKey root = new SigningKey(
                Account.decode(client.store.get(Table.SETTING, "root-key").orElseThrow()));
        UserId user = client.user();
        EventCodec.Place place = world.ledger.replica().place(user.identity(), root.device());
        return world.codec.sign(
                new EventCodec.Draft(
                        IdentityRules.NAME,
                        EventClass.CONTROL,
                        ActCodec.kind(act),
                        new Header.Author(Optional.of(user), root.device()),
                        new ActCodec().write(act),
                        world.now() + time),
                place,
                root);
    }

    private Set<DeviceId> audience(World.Server server) {
        return server.ledger().replica().room(log()).newestEpoch().orElseThrow().audience();
    }

    private LogId log() {
        return OpenRoom.id(world.crypto, World.NAMESPACE, ROOM.name());
    }

    private static DeviceId device(World.Client client) {
        return DevicesTest.device(client);
    }

    private <T> T done(CompletableFuture<T> future) {
        world.pass(1000);
        assertThat(future).isDone();
        return future.join();
    }
}
