package chat.parley.protocol.keys;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Epochs")
class EpochTest {
    private final EpochSealer sealer = new EpochSealer(CRYPTO);
    private final EventCodec codec = new EventCodec(CRYPTO);
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private final TestPerson cleo = new TestPerson("cleo");
    private final TestRoom room = new TestRoom("epochs");
    private final Secret secret = TestKeys.secret("secret");

    EpochTest() {
        room.join(anna);
        room.join(ben);
    }

    @Test
    @DisplayName("I7: only the audience opens an epoch")
    void epoch_opensForItsAudienceOnly() throws Exception {
        EpochSealer.Point point = room.point(anna.device());
        EpochBody body = room.fresh(anna.device(), secret);
        for (TestDevice device : List.of(anna.device(), ben.device())) {
            Optional<Secret> opened = open(point, body, device.id(), device.sealing());
            assertThat(opened).hasValueSatisfying(s -> assertThat(s.expose()).isEqualTo(secret.expose()));
        }
        for (EpochBox box : body.boxes()) {
            assertThat(sealer.open(
                            point,
                            anna.device().id(),
                            body.head(),
                            box,
                            cleo.device().sealing()))
                    .isEmpty();
        }
        assertThat(open(point, body, ben.device().id(), anna.device().sealing()))
                .isEmpty();
    }

    @Test
    @DisplayName("A20: a box moved to another log, point, author, recipient or sealing key does not open")
    void box_movedElsewhere_doesNotOpen() {
        EpochSealer.Point point = room.point(anna.device());
        EpochBody body = room.fresh(anna.device(), secret);
        EpochBox box = box(body, ben.device().id());
        SealingPair pair = ben.device().sealing();
        DeviceId author = anna.device().id();
        RoomState state = point.state();
        EpochSealer.Point log = new EpochSealer.Point(new LogId(TestKeys.seed("x")), point.control(), state);
        EpochSealer.Point early =
                new EpochSealer.Point(point.log(), List.of(point.log().genesis()), state);
        assertThat(sealer.open(point, author, body.head(), box, pair)).isPresent();
        for (EpochSealer.Point other : List.of(log, early)) {
            EpochHead committed =
                    sealer.fresh(other, anna.device().signing(), secret).head();
            assertThat(sealer.committed(other, committed, secret)).isTrue();
            assertThat(sealer.open(other, author, committed, box, pair)).isEmpty();
            assertThat(sealer.open(other, author, body.head(), box, pair)).isEmpty();
        }
        assertThat(sealer.open(point, ben.device().id(), body.head(), box, pair))
                .isEmpty();
        EpochBox recipient = new EpochBox(cleo.device().id(), box.sealing(), box.box());
        assertThat(sealer.open(point, author, body.head(), recipient, pair)).isEmpty();
        EpochBox key = new EpochBox(box.device(), cleo.device().sealing().key(), box.box());
        assertThat(sealer.open(point, author, body.head(), key, pair)).isEmpty();
    }

    @Test
    @DisplayName("A box with another secret than the one committed to does not open")
    void box_withAnotherSecret_doesNotOpen() {
        EpochSealer.Point point = room.point(anna.device());
        EpochBody body = room.fresh(anna.device(), secret);
        EpochBody other = room.fresh(anna.device(), TestKeys.secret("other"));
        EpochBox box = box(other, ben.device().id());
        assertThat(sealer.open(
                        point,
                        anna.device().id(),
                        body.head(),
                        box,
                        ben.device().sealing()))
                .isEmpty();
        assertThat(sealer.open(
                        point,
                        anna.device().id(),
                        other.head(),
                        box,
                        ben.device().sealing()))
                .isPresent();
    }

    @Test
    @DisplayName("A12: a box of garbage does not open and nothing is thrown")
    void box_ofGarbage_doesNotOpen() {
        EpochSealer.Point point = room.point(anna.device());
        EpochBody body = room.fresh(anna.device(), secret);
        Random random = new Random(5);
        EpochBox box = box(body, ben.device().id());
        for (String text : List.of("", "=", "*", "AAAA", "A".repeat(192), "A".repeat(5000), box.box() + "=")) {
            EpochBox wrong = new EpochBox(box.device(), box.sealing(), text);
            Optional<Secret> opened = sealer.open(
                    point, anna.device().id(), body.head(), wrong, ben.device().sealing());
            assertThat(opened).isEmpty();
        }
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] sealed = CRYPTO.seal(box.sealing(), bytes).orElseThrow();
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
            EpochBox wrong = new EpochBox(box.device(), box.sealing(), text);
            assertThat(sealer.open(
                            point,
                            anna.device().id(),
                            body.head(),
                            wrong,
                            ben.device().sealing()))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("I7: an epoch for anybody else, for somebody too few, or under another key is refused")
    void epoch_forAnotherAudience_isRefused() {
        RoomState state = room.state();
        RoomState.Member bens = state.members().get(ben.user());
        refused(RefusalCode.BAD_AUDIENCE, claiming(with(state, cleo, member(cleo.device()))));
        TreeMap<UserId, RoomState.Member> without = new TreeMap<>(state.members());
        without.remove(ben.user());
        refused(RefusalCode.BAD_AUDIENCE, claiming(new RoomState(without, state.gone())));
        TestDevice wrongKey =
                new TestDevice(ben.user(), ben.device().signing(), cleo.device().sealing());
        refused(RefusalCode.BAD_AUDIENCE, claiming(with(state, ben, member(wrongKey))));
        assertThat(bens).isNotNull();
        assertThat(room.offer(claiming(state))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void epoch_withAnotherStateHash_isRefused() {
        EpochBody body = room.fresh(anna.device(), secret);
        EpochHead head = body.head();
        Hash other = new Hash(TestKeys.seed("other"));
        EpochHead wrong = new EpochHead(head.previous(), head.commitment(), other, head.count());
        refused(RefusalCode.BAD_STATE, draft(anna.device(), new EpochBody(wrong, body.boxes())));
    }

    @Test
    @DisplayName("I7: an epoch made before a leave is accepted, one made behind it may not have a box for who left")
    void epoch_afterALeave_hasNoBoxForWhoLeft() {
        Event before =
                room.draft(anna.device(), EventClass.KEY, EventCodec.EPOCH, write(room.fresh(anna.device(), secret)));
        EpochBody stale = room.fresh(anna.device(), secret);
        RoomState with = room.state();
        room.leave(ben.device());
        refused(RefusalCode.BAD_AUDIENCE, claiming(with));
        assertThat(draft(anna.device(), stale)).isNotNull();
        assertThat(room.offer(before)).isInstanceOf(Outcome.Accepted.class);
        Event fresh = room.epoch(anna.device(), TestKeys.secret("next"));
        assertThat(room.replica()
                        .room(room.id())
                        .epoch(fresh.id())
                        .orElseThrow()
                        .audience())
                .containsExactly(anna.device().id());
    }

    @Test
    @DisplayName("PROTOCOL.md, Extended epochs: old and new members reach the same secret, newcomers by boxes only")
    void extended_forNewcomers_isTheSameSecretForAll() throws Exception {
        Event first = room.epoch(anna.device(), secret);
        room.say(ben.device(), "an epoch need not be a head to be extended");
        room.join(cleo);
        Event second = room.extend(anna.device(), first, secret);
        EpochSealer.Point point = new EpochSealer.Point(
                room.id(),
                second.header().control(),
                room.replica().room(room.id()).stateAt(second.header().control()));
        EpochBody body = codec.epochs().readBody(second.body().orElseThrow());
        assertThat(body.boxes()).hasSize(1);
        Secret derived = sealer.extend(point, first.id(), sealer.join(secret));
        Optional<Secret> opened =
                open(point, body, cleo.device().id(), cleo.device().sealing());
        assertThat(opened).hasValueSatisfying(s -> assertThat(s.expose()).isEqualTo(derived.expose()));
        assertThat(sealer.committed(point, body.head(), derived)).isTrue();
        assertThat(derived.expose()).isNotEqualTo(secret.expose());
        assertThat(room.replica()
                        .room(room.id())
                        .epoch(second.id())
                        .orElseThrow()
                        .audience())
                .containsExactlyInAnyOrder(
                        anna.device().id(), ben.device().id(), cleo.device().id());
    }

    @Test
    void extended_withoutNewcomersOrParent_isRefused() {
        Event first = room.epoch(anna.device(), secret);
        EpochSealer.Point point = room.point(anna.device());
        EpochBody none = sealer.extended(
                point,
                anna.device().signing(),
                secret,
                first.id(),
                point.state().devices().keySet());
        assertThat(none.boxes()).isEmpty();
        refused(RefusalCode.BAD_AUDIENCE, draft(anna.device(), none));
        Event message = room.say(anna.device(), "x");
        room.join(cleo);
        point = room.point(anna.device());
        EpochBody far = sealer.extended(
                point,
                anna.device().signing(),
                secret,
                first.id(),
                Set.of(anna.device().id(), ben.device().id()));
        refused(RefusalCode.BAD_PARENTS, draft(anna.device(), far));
        EpochBody noEpoch = new EpochBody(
                new EpochHead(
                        Optional.of(message.id()),
                        far.head().commitment(),
                        far.head().state(),
                        1),
                far.boxes());
        EventCodec.Place after =
                room.replica().placeAfter(room.id(), anna.device().id(), message.id());
        refused(
                RefusalCode.BAD_PARENTS,
                TestRoom.sign(anna.device(), EventClass.KEY, EventCodec.EPOCH, write(noEpoch), after));
    }

    @Test
    @DisplayName("I7: nobody extends an epoch whose secret they cannot know")
    void extended_byANewcomer_isRefused() {
        Event first = room.epoch(anna.device(), secret);
        room.join(cleo);
        EventCodec.Place place =
                room.replica().placeAfter(room.id(), cleo.device().id(), first.id());
        EpochSealer.Point point = room.point(cleo.device());
        EpochBody body = sealer.extended(
                point,
                cleo.device().signing(),
                TestKeys.secret("made up"),
                first.id(),
                room.replica().room(room.id()).epoch(first.id()).orElseThrow().audience());
        refused(
                RefusalCode.BAD_AUDIENCE,
                TestRoom.sign(cleo.device(), EventClass.KEY, EventCodec.EPOCH, write(body), place));
    }

    @Test
    @DisplayName("I7: an epoch whose audience holds a revoked device is not extended; after a leave it may be")
    void extended_afterARevocation_isRefused() {
        TestDevice second = anna.addDevice();
        room.devices(anna.device(), anna);
        Event first = room.epoch(anna.device(), secret);
        TestRoom left = room.copy();
        left.leave(ben.device());
        left.join(cleo);
        assertThat(left.extend(anna.device(), first, secret)).isNotNull();
        anna.revoke(second);
        room.devices(anna.device(), anna);
        room.join(cleo);
        EventCodec.Place place =
                room.replica().placeAfter(room.id(), anna.device().id(), first.id());
        EpochBody body = sealer.extended(
                room.point(anna.device()),
                anna.device().signing(),
                secret,
                first.id(),
                room.replica().room(room.id()).epoch(first.id()).orElseThrow().audience());
        refused(
                RefusalCode.BAD_AUDIENCE,
                TestRoom.sign(anna.device(), EventClass.KEY, EventCodec.EPOCH, write(body), place));
    }

    @Test
    @DisplayName("A part shows a client its own place among those due: a box at another place or key is refused")
    void part_withABoxOutOfPlace_isRefused() throws InvalidEventException {
        // A server that lies about the audience needs an epoch that other servers refuse.
        RoomState state = room.state();
        TestDevice wrongKey =
                new TestDevice(ben.user(), ben.device().signing(), cleo.device().sealing());
        Event wrong = claiming(with(state, ben, member(wrongKey)));
        Event part = codec.partFor(wrong, ben.device().id());
        assertThat(part.payload()).isInstanceOf(Payload.Part.class);
        refused(RefusalCode.BAD_AUDIENCE, part);
        // A stranger in anna's place, on the other side of ben: as many boxes as are due, ben's under the right key.
        DeviceId bens = ben.device().id();
        boolean first = anna.device().id().compareTo(bens) < 0;
        TestPerson stranger = cleo;
        for (int i = 0; stranger.device().id().compareTo(bens) < 0 == first; i++) {
            stranger = new TestPerson("stranger " + i);
        }
        TreeMap<UserId, RoomState.Member> others = new TreeMap<>(state.members());
        others.remove(anna.user());
        others.put(stranger.user(), member(stranger.device()));
        refused(RefusalCode.BAD_AUDIENCE, codec.partFor(claiming(new RoomState(others, state.gone())), bens));
        Event right = codec.partFor(claiming(state), ben.device().id());
        assertThat(room.offer(TestRoom.reread(right))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void epoch_complainedOf_isLeftByTheSenders() {
        Event first = room.epoch(anna.device(), secret);
        Event second = room.epoch(anna.device(), TestKeys.secret("second"));
        assertThat(newest()).isEqualTo(second.id());
        room.join(cleo);
        complain(cleo, second);
        assertThat(newest()).as("cleo is not in its audience").isEqualTo(second.id());
        complain(ben, second);
        assertThat(newest()).isEqualTo(first.id());
    }

    @Test
    @DisplayName("A13: an epoch's body has one form")
    void body_notInItsOneForm_isRefused() throws MalformedJsonException {
        EpochBody body = room.fresh(anna.device(), secret);
        String text = write(body);
        assertThat(codec.epochs().readBody(text)).isEqualTo(body);
        List<String> wrong = new ArrayList<>(List.of(
                text + " ",
                text.replace("\"count\":2", "\"count\":3"),
                text.replaceFirst("(\"box\":\"[^\"]*)\"", "$1=\""),
                text.replaceFirst("(\"box\":\"[^\"]*)[^\"]{4}\"", "$1\""),
                text.replaceFirst("(\"box\":\")", "$1AAAA")));
        wrong.add(write(new EpochBody(
                body.head(), List.of(body.boxes().get(1), body.boxes().get(0)))));
        wrong.add(write(new EpochBody(
                body.head(), List.of(body.boxes().get(0), body.boxes().get(0)))));
        wrong.add(write(new EpochBody(body.head(), body.boxes().subList(0, 1))));
        for (String each : wrong) {
            assertThat(each).isNotEqualTo(text);
            assertThatThrownBy(() -> codec.epochs().readBody(each)).isInstanceOf(MalformedJsonException.class);
        }
    }

    private EventId newest() {
        return room.replica().room(room.id()).newestEpoch().orElseThrow().id();
    }

    private void complain(TestPerson person, Event epoch) {
        Event event = room.draft(
                person.device(), EventClass.KEY, ActCodec.BAD_BOX, new ActCodec().write(new Act.BadBox(epoch.id())));
        assertThat(room.offer(event)).isInstanceOf(Outcome.Accepted.class);
    }

    /** Anna's epoch for the devices of a state that is not the room's, under the room's own hash. */
    private Event claiming(RoomState wrong) {
        EpochSealer.Point point = room.point(anna.device());
        EpochBody body = sealer.fresh(
                new EpochSealer.Point(point.log(), point.control(), wrong),
                anna.device().signing(),
                secret);
        EpochHead head = body.head();
        EpochHead right =
                new EpochHead(head.previous(), head.commitment(), point.state().hash(CRYPTO), head.count());
        return draft(anna.device(), new EpochBody(right, body.boxes()));
    }

    private Event draft(TestDevice author, EpochBody body) {
        return room.draft(author, EventClass.KEY, EventCodec.EPOCH, write(body));
    }

    private String write(EpochBody body) {
        return codec.epochs().write(body);
    }

    private static RoomState with(RoomState state, TestPerson person, RoomState.Member member) {
        TreeMap<UserId, RoomState.Member> members = new TreeMap<>(state.members());
        members.put(person.user(), member);
        return new RoomState(members, state.gone());
    }

    private static RoomState.Member member(TestDevice device) {
        return new RoomState.Member(
                "name",
                List.of(),
                new TreeMap<>(Map.of(device.id(), device.sealing().key())));
    }

    private static EpochBox box(EpochBody body, DeviceId device) {
        return body.boxes().stream()
                .filter(box -> box.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Secret> open(EpochSealer.Point point, EpochBody body, DeviceId recipient, SealingPair pair) {
        return sealer.open(point, anna.device().id(), body.head(), box(body, recipient), pair);
    }

    private void refused(RefusalCode code, Event event) {
        assertThat(room.offer(event))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.code()).as(r.reason()).isEqualTo(code));
    }
}
