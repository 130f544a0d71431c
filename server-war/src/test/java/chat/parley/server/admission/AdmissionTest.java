package chat.parley.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.NodeMemory;
import chat.parley.server.fixture.Room;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I9: admission")
class AdmissionTest {
    private static final Quotas TEN = new Quotas(new Rate(10, 20, 1_000_000), 0, 5, 3, 64);

    private final Human alice = new Human("alice");
    private final Human bob = new Human("bob");
    private final Room room = new Room("room");
    private final Ledger ledger = new Ledger(new NodeMemory(), Keys.CODEC, Keys.CRYPTO);
    private final Set<LogId> leaving = new HashSet<>();
    private long now = 1_000_000;

    @BeforeEach
    void join() {
        room.join(alice);
        room.join(bob);
    }

    private void store(List<Event> events) {
        events.forEach(event -> ledger.offer(event, new Nobody()));
        ledger.flush();
    }

    private Admission admission(Quotas quotas) {
        return new Admission(quotas, new Holdings(ledger, leaving::contains), () -> now);
    }

    @Test
    @DisplayName("An author's burst is taken at once, the rest as the seconds pass, in order; none is left out")
    void next_overTheRate_later() {
        Intake intake = admission(TEN).session();
        List<Event> said = room.say(alice, "m", 50);
        assertThat(intake.offer(said)).isTrue();
        assertThat(intake.next()).isEqualTo(said.subList(0, 20));
        assertThat(intake.next()).isEmpty();
        now += 1000;
        assertThat(intake.next()).isEqualTo(said.subList(20, 30));
        now -= 5000;
        assertThat(intake.next()).as("a clock that goes back gives nothing").isEmpty();
        now += 60_000;
        assertThat(intake.next()).isEqualTo(said.subList(30, 50));
    }

    @Test
    @DisplayName("One author's flood costs another nothing; on all sessions together it counts once")
    void admit_twoAuthors_eachTheirOwn() {
        Admission admission = admission(TEN);
        assertThat(admission.session().admit(room.say(alice, "m", 50))).hasSize(20);
        assertThat(admission.session().admit(room.say(alice, "m", 50))).isEmpty();
        assertThat(admission.session().admit(room.say(bob, "m", 50))).hasSize(20);
    }

    @Test
    @DisplayName("A30: what is refused or lacks ancestors costs who brings it, and not the author whom it names")
    void notStored_forgedAuthor_ownBucketStaysFull() {
        Admission admission = admission(TEN);
        Intake mallory = admission.session();
        List<Event> forged = forged(1000);
        int brought = 0;
        for (int from = 0; from < 1000; from += 10) {
            List<Event> admitted = mallory.admit(forged.subList(from, from + 10));
            admitted.forEach(mallory::notStored);
            admitted.forEach(mallory::notStored);
            brought += admitted.size();
        }
        assertThat(brought).as("what a client may bring").isEqualTo(20 * Admission.PER_SESSION);
        assertThat(admission.session().admit(room.say(alice, "m", 50)))
                .as("what an author may post, and no more")
                .hasSize(20);
    }

    /** By Bob's device, in Alice's name. */
    private List<Event> forged(int count) {
        List<Event> forged = new ArrayList<>();
        for (Event each : room.copy().say(bob, "f", count)) {
            forged.add(bob.inTheNameOf(alice, each));
        }
        return forged;
    }

    @Test
    @DisplayName("What is stored already is free, so that posting again after a failover costs nothing")
    void admit_stored_free() {
        Intake intake = admission(TEN).session();
        List<Event> said = room.say(alice, "m", 100);
        store(room.arrived());
        assertThat(intake.admit(said)).hasSize(100);
        assertThat(intake.admit(room.say(alice, "n", 20))).hasSize(20);
    }

    @Test
    @DisplayName("Many made-up authors of one client share what the client may bring")
    void admit_manyAuthors_boundedPerPeer() {
        Intake intake = admission(TEN).session();
        int admitted = 0;
        for (int i = 0; i < 20; i++) {
            Human each = new Human("h" + i);
            room.join(each);
            admitted += intake.admit(room.say(each, "m", 20)).size();
        }
        assertThat(admitted).isEqualTo(20 * Admission.PER_SESSION);
    }

    @Test
    void admit_bytes_count() {
        Intake intake =
                admission(new Quotas(new Rate(1000, 1000, 10_000), 0, 5, 3, 64)).session();
        List<Event> said = room.say(alice, "x".repeat(5000), 10);
        assertThat(intake.admit(said)).hasSize(2);
        now += 1000;
        assertThat(intake.admit(said.subList(2, 10))).hasSizeBetween(1, 2);
    }

    @Test
    void admit_links_fiftyTimesAsMuch() {
        assertThat(admission(TEN).link().admit(room.say(alice, "m", 1100))).hasSize(20 * Admission.PER_LINK);
    }

    @Test
    @DisplayName("What waits is bounded; what is more than one device may have in a log never waits")
    void offer_withoutEnd_bounded() {
        Intake intake = admission(TEN).session();
        List<Event> said = room.say(alice, "m", Intake.MAX_WAITING + 1);
        assertThat(intake.offer(said)).isFalse();
        assertThat(intake.offer(said.subList(0, 1))).isFalse();
        Intake small = admission(new Quotas(TEN.author(), 3, 5, 3, 64)).session();
        assertThat(small.offer(said)).isFalse();
        assertThat(small.next()).as("two after the join").isEqualTo(said.subList(0, 2));
    }

    @Test
    @DisplayName(
            "A person's devices share what one may have in a log, the revoked ones too: adding devices gives no more")
    void fits_manyDevices_countTogetherAtSessions() {
        Human phone = alice.withAnotherDevice();
        room.join(phone);
        room.say(alice, "m", 3);
        store(room.arrived());
        Admission admission = admission(new Quotas(TEN.author(), 8, 5, 3, 64));
        Intake intake = admission.session();
        List<Event> said = room.say(phone, "n", 6);
        assertThat(intake.admit(said)).as("four and one are there").isEqualTo(said.subList(0, 3));
        assertThat(intake.offer(said)).isFalse();
        assertThat(intake.next()).isEqualTo(said.subList(0, 3));
        store(room.arrived());
        phone.revoke();
        Human tablet = alice.withAnotherDevice();
        store(alice.events());
        assertThat(intake.admit(List.of(room.join(tablet)))).isEmpty();
        assertThat(intake.admit(room.arrived()))
                .as("what is stored is free")
                .hasSize(room.arrived().size() - 1);
        assertThat(intake.admit(List.of(room.say(bob, "x"))))
                .as("another person")
                .hasSize(1);
        assertThat(admission(new Quotas(TEN.author(), 0, 5, 3, 64)).session().admit(List.of(room.say(tablet, "x"))))
                .as("no limit")
                .hasSize(1);
    }

    @Test
    @DisplayName("I1: over links each device counts by itself, so that the order of arrival decides nothing")
    void fits_manyDevices_countAloneOnLinks() {
        Human phone = alice.withAnotherDevice();
        room.join(phone);
        Quotas quotas = new Quotas(TEN.author(), 8, 5, 3, 64);
        List<Event> one = room.say(alice, "m", 8);
        assertThat(admission(quotas).link().admit(one)).isEqualTo(one.subList(0, 7));
        store(room.arrived());
        List<Event> two = room.say(phone, "n", 8);
        assertThat(admission(quotas).session().admit(two)).isEmpty();
        assertThat(admission(quotas).link().admit(two)).isEqualTo(two.subList(0, 7));
    }

    @Test
    @DisplayName("Of an identity all that is in it counts, by the root or by devices")
    void fits_identity_countsAsAWhole() {
        alice.replaceSealing(3);
        store(alice.events());
        assertThat(alice.events()).hasSize(5);
        alice.replaceSealing(2);
        List<Event> more = alice.events().subList(5, 7);
        assertThat(admission(new Quotas(TEN.author(), 6, 5, 3, 64)).session().admit(more))
                .isEqualTo(more.subList(0, 1));
    }

    @Test
    @DisplayName("What fitted when it came and does not any more is left out, and holds up nothing")
    void next_anotherDeviceWasFaster_leftOut() {
        Human phone = alice.withAnotherDevice();
        room.join(phone);
        store(room.arrived());
        List<Event> faster = room.copy().say(alice, "m", 3);
        Intake intake =
                admission(new Quotas(new Rate(1, 1, 1_000_000), 8, 5, 3, 64)).session();
        List<Event> said = room.say(phone, "n", 6);
        assertThat(intake.offer(said)).isTrue();
        assertThat(intake.next()).isEqualTo(said.subList(0, 1));
        store(faster);
        Event other = room.say(bob, "x");
        assertThat(intake.offer(List.of(other))).isTrue();
        List<Event> left = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            now += 1000;
            left.addAll(intake.next());
        }
        assertThat(left).containsExactly(said.get(1), said.get(2), other);
    }

    @Test
    @DisplayName("Of a log that leaves the disk nothing is taken in, even what is there still; it waits for its turn")
    void admit_leavingLog_later() {
        store(room.arrived());
        leaving.add(room.id());
        List<Event> said = room.say(alice, "m", 2);
        Admission admission = admission(TEN);
        assertThat(admission.link().admit(room.arrived()))
                .allMatch(event -> !event.log().equals(room.id()));
        Intake intake = admission.session();
        assertThat(intake.offer(said)).isTrue();
        assertThat(intake.next()).isEmpty();
        leaving.clear();
        assertThat(intake.next()).isEqualTo(said);
    }

    @Test
    @DisplayName("What waits is bounded by its length too, and makes room when its turn has come")
    void offer_longTexts_boundedByTheirLength() {
        Intake intake = admission(new Quotas(new Rate(1000, 1000, 1_000_000_000), 0, 5, 3, 64))
                .session();
        List<Event> said = room.say(alice, "x".repeat(60_000), 150);
        assertThat(intake.offer(said)).isFalse();
        List<Event> turn = intake.next();
        long length = turn.stream().mapToLong(Admission::length).sum();
        assertThat(length).isBetween(Intake.MAX_WAITING_BYTES - 70_000, Intake.MAX_WAITING_BYTES);
        assertThat(intake.offer(said.subList(0, turn.size()))).isTrue();
    }

    @Test
    @DisplayName("What waits of all clients together is bounded: then little more waits of each; who goes leaves room")
    void offer_manyClients_boundedTogether() {
        Admission admission = new Admission(
                new Quotas(new Rate(1, 1, 1), 0, 5, 3, 64),
                new Holdings(ledger, leaving::contains),
                () -> now,
                1_000_000);
        List<Event> said = room.say(alice, "x".repeat(20_000), 60);
        List<Intake> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(admission.session());
            assertThat(clients.get(i).offer(said)).isEqualTo(false);
        }
        Intake late = admission.session();
        assertThat(late.offer(said.subList(0, 3))).as("a little always").isTrue();
        assertThat(late.offer(said.subList(3, 6))).isFalse();
        clients.forEach(Intake::close);
        late.close();
        late.close();
        assertThat(admission.crowded()).isFalse();
        assertThat(admission.session().offer(said.subList(0, 40))).isTrue();
    }

    @Test
    @DisplayName("The table of authors is bounded: full buckets make place, others do not")
    void authors_withoutEnd_bounded() {
        Buckets<UserId> authors = new Buckets<>(TEN.author(), 2);
        for (int i = 0; i < 10; i++) {
            assertThat(authors.of(new Human("h" + i).user(), now)).isNotNull();
        }
        assertThat(authors.size()).isEqualTo(2);
        authors.of(alice.user(), now).take(1);
        authors.of(bob.user(), now).take(1);
        assertThat(authors.of(new Human("more").user(), now)).isNull();
        now += 1000;
        assertThat(authors.of(new Human("more").user(), now)).isNotNull();
    }

    @Test
    void questions_overTheRate_notAnswered() {
        Admission.Turnstile questions = admission(TEN).questions();
        int answered = 0;
        for (int i = 0; i < 100; i++) {
            answered += questions.admit() ? 1 : 0;
        }
        assertThat(answered).isEqualTo(50);
        now += 1000;
        assertThat(questions.admit()).isTrue();
    }
}
