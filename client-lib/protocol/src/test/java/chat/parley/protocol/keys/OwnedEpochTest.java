package chat.parley.protocol.keys;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Epochs of owned rooms")
class OwnedEpochTest {
    private final EpochSealer sealer = new EpochSealer(CRYPTO);
    private final EventCodec codec = new EventCodec(CRYPTO);
    private final TestPerson olga = new TestPerson("olga");
    private final TestPerson mia = new TestPerson("mia");
    private final TestPerson nils = new TestPerson("nils");
    private final TestDevice owner = olga.device();
    private final TestOwnedRoom room = TestOwnedRoom.create("epochs", olga, Charter.History.ALL);
    private final Secret secret = TestKeys.secret("first");

    OwnedEpochTest() {
        room.admit(owner, mia, Rank.MEMBER);
    }

    @Test
    @DisplayName("I7, A32: a ghost reader, a reader who is missing, and one who was removed are refused")
    void epoch_forAnotherAudience_isRefused() {
        RoomState right = room.state();
        RoomState.Member ghost = new RoomState.Member(
                "ghost",
                List.of(),
                new TreeMap<>(Map.of(nils.device().id(), nils.device().sealing().key())));
        TreeMap<UserId, RoomState.Member> more = new TreeMap<>(right.members());
        more.put(nils.user(), ghost);
        refused(RefusalCode.BAD_AUDIENCE, claiming(new RoomState(more, right.gone(), right.hierarchy())));
        TreeMap<UserId, RoomState.Member> fewer = new TreeMap<>(right.members());
        fewer.remove(mia.user());
        refused(RefusalCode.BAD_AUDIENCE, claiming(new RoomState(fewer, right.gone(), right.hierarchy())));
        room.kick(owner, mia);
        refused(RefusalCode.BAD_AUDIENCE, claiming(right));
        room.keep(claiming(room.state()));
    }

    @Test
    @DisplayName("A32: an epoch whose audience holds somebody who left is not extended: a fresh one comes first")
    void extended_withSomebodyTooMany_isRefused() {
        Event first = room.epoch(owner, secret, Archive.empty());
        room.kick(owner, mia);
        room.admit(owner, nils, Rank.GUEST);
        refused(RefusalCode.BAD_AUDIENCE, room.extension(owner, first, secret, Archive.empty()));
        Event fresh = room.epoch(owner, TestKeys.secret("second"), Archive.empty());
        assertThat(epoch(fresh).audience())
                .containsExactlyInAnyOrder(owner.id(), nils.device().id());
    }

    @Test
    void epoch_withAnArchiveInTheWrongRoom_isRefused() {
        EpochBody without = sealer.fresh(room.point(owner), owner.signing(), secret);
        refused(RefusalCode.BAD_BODY, draft(without));
        TestRoom open = new TestRoom("open");
        open.join(olga);
        EpochBody with = sealer.fresh(open.point(owner), owner.signing(), secret, Archive.empty());
        Event wrong = open.draft(
                owner, EventClass.KEY, EventCodec.EPOCH, codec.epochs().write(with));
        assertThat(open.offer(wrong))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.BAD_BODY));
    }

    @Test
    @DisplayName(
            "History for newcomers: from a part of the newest epoch back through fresh and extended ones to the first")
    void archives_walkedBack_openAllThatWasBefore() throws Exception {
        Event first = room.epoch(owner, secret, Archive.empty());
        Secret second = TestKeys.secret("second");
        Event fresh = room.epoch(owner, second, past(first, secret));
        room.admit(owner, nils, Rank.MEMBER);
        Event extended = room.extend(owner, fresh, second, past(fresh, second));
        Event part = codec.partFor(extended, nils.device().id());
        assertThat(room.copy().offer(TestRoom.reread(part))).isInstanceOf(Outcome.Duplicate.class);
        EpochHead head = codec.epochHead(part);
        EpochSealer.Point point = point(extended);
        Secret own = sealer.open(
                        point,
                        owner.id(),
                        head,
                        codec.epochs()
                                .readPart(((Payload.Part) part.payload()).text())
                                .box()
                                .orElseThrow()
                                .box(),
                        nils.device().sealing())
                .orElseThrow();
        List<EventId> walked = new ArrayList<>();
        Event at = extended;
        Secret key = own;
        while (true) {
            Archive archive =
                    sealer.archive(point(at), codec.epochHead(at), key).orElseThrow();
            if (archive.past().isEmpty()) {
                break;
            }
            Archive.Past past = archive.past().get(0);
            walked.add(past.epoch());
            at = room.store().find(past.epoch()).orElseThrow();
            key = past.secret().orElseThrow();
            assertThat(sealer.committed(point(at), codec.epochHead(at), key)).isTrue();
        }
        assertThat(walked).containsExactly(fresh.id(), first.id());
        assertThat(key.expose()).isEqualTo(secret.expose());
    }

    @Test
    @DisplayName(
            "I7: an archive opens for its epoch's secret, room and place only, and says how long it is only roughly")
    void archive_underAnotherKeyOrElsewhere_doesNotOpen() {
        Card card = Card.sign(CRYPTO, owner.signing(), room.id(), olga.user(), 1, new Card.Title("Book club", "Dune"));
        Archive archive = new Archive(Collections.emptyList(), Optional.of(card));
        EpochSealer.Point point = room.point(owner);
        EpochHead head = sealer.fresh(point, owner.signing(), secret, archive).head();
        assertThat(sealer.archive(point, head, secret)).contains(archive);
        assertThat(sealer.archive(point, head, TestKeys.secret("other"))).isEmpty();
        EpochSealer.Point elsewhere =
                new EpochSealer.Point(new LogId(TestKeys.seed("log")), point.control(), point.state());
        assertThat(sealer.archive(elsewhere, head, secret)).isEmpty();
        EpochSealer.Point earlier =
                new EpochSealer.Point(room.id(), List.of(room.id().genesis()), point.state());
        assertThat(sealer.archive(earlier, head, secret)).isEmpty();
        EpochHead moved = new EpochHead(
                head.previous(), new Hash(TestKeys.seed("c")), head.state(), head.count(), head.archive());
        assertThat(sealer.archive(point, moved, secret)).isEmpty();
        Card shorter = Card.sign(CRYPTO, owner.signing(), room.id(), olga.user(), 1, new Card.Title("Club", ""));
        EpochHead other = sealer.fresh(
                        point, owner.signing(), secret, new Archive(Collections.emptyList(), Optional.of(shorter)))
                .head();
        assertThat(other.archive().orElseThrow()).hasSameSizeAs(head.archive().orElseThrow());
    }

    @Test
    @DisplayName("A54: the largest archive fits into a part")
    void archive_asLargeAsItGets_fitsAPart() throws Exception {
        List<Archive.Past> past = new ArrayList<>();
        for (int i = 0; i < Archive.MAX_PAST; i++) {
            past.add(new Archive.Past(new EventId(TestKeys.seed("e" + i)), Optional.of(secret)));
        }
        Card.Title title = new Card.Title("\ud83d\ude00".repeat(Card.MAX_NAME), "\"".repeat(Card.MAX_TOPIC));
        Card card = Card.sign(CRYPTO, owner.signing(), room.id(), olga.user(), (1L << 53) - 1, title);
        Event epoch = room.epoch(owner, secret, new Archive(past, Optional.of(card)));
        Event part = codec.partFor(epoch, mia.device().id());
        assertThat(TestRoom.reread(part).payload()).isEqualTo(part.payload());
        past.add(past.get(0));
        assertThatThrownBy(() -> Archive.read(new Archive(past, Optional.empty()).write()))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    @DisplayName("A merge after a partition: epochs that none follows are more than one until a fresh one follows both")
    void tips_ofConcurrentEpochs_areFollowedByOneFresh() {
        Event first = room.epoch(owner, secret, Archive.empty());
        TestOwnedRoom partition = room.copy();
        Event here = room.epoch(owner, TestKeys.secret("here"), past(first, secret));
        Event there = partition.epoch(mia.device(), TestKeys.secret("there"), past(first, secret));
        room.take(partition);
        Map<EventId, List<EventId>> known = new TreeMap<>(
                Map.of(first.id(), List.of(), here.id(), List.of(first.id()), there.id(), List.of(first.id())));
        assertThat(Archive.tips(known)).containsExactlyInAnyOrder(here.id(), there.id());
        EventId next = new EventId(TestKeys.seed("next"));
        known.put(next, Archive.tips(known));
        assertThat(Archive.tips(known)).containsExactly(next);
        known.put(next, List.of(next, here.id()));
        assertThat(Archive.tips(known)).as("nothing hides itself").containsExactlyInAnyOrder(next, there.id());
    }

    private Archive past(Event epoch, Secret of) {
        return new Archive(List.of(new Archive.Past(epoch.id(), Optional.of(of))), Optional.empty());
    }

    private EpochSealer.Point point(Event epoch) {
        List<EventId> control = epoch.header().control();
        return new EpochSealer.Point(
                room.id(), control, room.replica().room(room.id()).stateAt(control));
    }

    private Epoch epoch(Event event) {
        return room.replica().room(room.id()).epoch(event.id()).orElseThrow();
    }

    /** The owner's epoch for the devices of a state that is not the room's, under the room's own hash. */
    private Event claiming(RoomState wrong) {
        EpochSealer.Point point = room.point(owner);
        EpochBody body = sealer.fresh(
                new EpochSealer.Point(point.log(), point.control(), wrong), owner.signing(), secret, Archive.empty());
        EpochHead head = body.head();
        EpochHead right = new EpochHead(
                head.previous(), head.commitment(), point.state().hash(CRYPTO), head.count(), head.archive());
        return draft(new EpochBody(right, body.boxes()));
    }

    private Event draft(EpochBody body) {
        return room.draft(
                owner, EventClass.KEY, EventCodec.EPOCH, codec.epochs().write(body));
    }

    private void refused(RefusalCode code, Event event) {
        assertThat(room.offer(event))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.code()).as(r.reason()).isEqualTo(code));
    }
}
