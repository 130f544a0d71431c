package chat.parley.protocol.sync;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.id.EventId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links, Comparing ranges")
class RangeReconcilerTest {
    private final Random random = new Random(42);

    /** What it took. */
    private static final class Course {
        int rounds;
        long bytes;
        List<EventId> lacking;
        boolean more;
    }

    private Place point(long lamport) {
        byte[] id = new byte[EventId.BYTES];
        random.nextBytes(id);
        return new Place(lamport, Optional.of(new EventId(id)));
    }

    private TreeSet<Place> points(int count, int perLamport) {
        TreeSet<Place> points = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            points.add(point(1 + i / perLamport));
        }
        return points;
    }

    private static PointIndex index(Iterable<Place> points) {
        PointIndex index = new PointIndex();
        points.forEach(each -> index.add(each.lamport(), each.id().orElseThrow().bytes()));
        return index;
    }

    private static List<EventId> ids(Iterable<Place> points) {
        List<EventId> ids = new ArrayList<>();
        points.forEach(each -> ids.add(each.id().orElseThrow()));
        return ids;
    }

    private static Course run(PointIndex asker, PointIndex answerer) {
        Course course = new Course();
        Set<EventId> held = new HashSet<>();
        for (int i = 0; i < asker.size(); i++) {
            held.add(asker.id(i));
        }
        RangeReconciler reconciler = RangeReconciler.asking(CRYPTO, asker, 0);
        try (FrameCodec codec = new FrameCodec()) {
            List<Range> question = reconciler.question();
            while (!question.isEmpty()) {
                course.rounds++;
                List<Range> answer = RangeReconciler.answer(CRYPTO, answerer, question);
                assertThat(question).hasSizeLessThanOrEqualTo(Compare.MAX_RANGES);
                assertThat(answer).hasSizeLessThanOrEqualTo(RangeReconciler.MAX_ANSWER);
                String asked = codec.write(new Compare("log", false, question));
                String answered = codec.write(new Differ("log", answer));
                assertThat(asked.length()).isLessThan(2 * 1024 * 1024);
                assertThat(answered.length()).isLessThan(2 * 1024 * 1024);
                course.bytes += asked.length() + answered.length();
                reconciler.answered(answer, held::contains);
                question = reconciler.question();
            }
        }
        course.lacking = reconciler.lacking();
        course.more = reconciler.more();
        return course;
    }

    @Test
    @DisplayName("The cost goes with the difference: 50 of 100,000 are found in 4 rounds and 3 KiB each, one in 10 KiB")
    void lacking_fewOfVeryMany_cheap() {
        TreeSet<Place> all = points(100_000, 1);
        List<Place> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        for (int count : new int[] {0, 1, 50}) {
            TreeSet<Place> some = new TreeSet<>(all);
            List<Place> gone = shuffled.subList(0, count);
            some.removeAll(new HashSet<>(gone));
            Course course = run(index(some), index(all));
            assertThat(course.lacking).isEqualTo(ids(new TreeSet<>(gone)));
            assertThat(course.rounds).isLessThanOrEqualTo(count == 0 ? 1 : 4);
            assertThat(course.bytes).as("bytes for " + count).isLessThan(count == 0 ? 2048 : 10_000 + count * 3000L);
            Course other = run(index(all), index(some));
            assertThat(other.lacking).isEmpty();
        }
    }

    @Test
    @DisplayName("I1: whatever two replicas hold, exactly what lacks is found, in its order")
    void lacking_randomSets_exact() {
        for (int round = 0; round < 150; round++) {
            TreeSet<Place> all = points(random.nextInt(1500), 1 + random.nextInt(40));
            TreeSet<Place> one = new TreeSet<>();
            TreeSet<Place> two = new TreeSet<>();
            int skew = 1 + random.nextInt(50);
            for (Place each : all) {
                boolean first = random.nextInt(skew) > 0;
                boolean second = random.nextInt(skew) > 0;
                if (first) {
                    one.add(each);
                }
                if (second || !first) {
                    two.add(each);
                }
            }
            TreeSet<Place> lacking = new TreeSet<>(two);
            lacking.removeAll(one);
            assertThat(run(index(one), index(two)).lacking).isEqualTo(ids(lacking));
        }
    }

    @Test
    @DisplayName("I9: who lacks very much finds what comes first, and that there is more")
    void lacking_nearlyAll_theFirst() {
        TreeSet<Place> all = points(20_000, 3);
        Course course = run(index(List.of()), index(all));
        assertThat(course.lacking).isEqualTo(ids(all).subList(0, RangeReconciler.MAX_LACKING));
        assertThat(course.more).isTrue();
        Course one = run(index(List.of(all.first())), index(all));
        assertThat(one.lacking).isEqualTo(ids(all).subList(1, RangeReconciler.MAX_LACKING + 1));
    }

    @Test
    @DisplayName("I1: of a fork the other branch is found, without heads and though the vectors are alike")
    void lacking_fork_found() {
        TestPerson anna = new TestPerson("anna");
        TestRoom one = new TestRoom("fork");
        one.join(anna);
        TestRoom two = one.copy();
        for (int i = 0; i < 100; i++) {
            one.say(anna.device(), "one " + i);
            two.say(anna.device(), "two " + i);
        }
        assertThat(one.store().vector(one.id())).isEqualTo(two.store().vector(one.id()));
        PointIndex first = PointIndex.of(one.store(), one.id()).orElseThrow();
        PointIndex second = PointIndex.of(two.store(), one.id()).orElseThrow();
        assertThat(run(first, second).lacking).isEqualTo(two.ids().subList(1, 101));
    }

    @Test
    @DisplayName("The fingerprint is as written, and of any range what the text says")
    void print_vector_asWritten() {
        PointIndex three = new PointIndex();
        for (int i = 1; i <= 3; i++) {
            byte[] id = new byte[EventId.BYTES];
            Arrays.fill(id, (byte) (0x55 * i));
            three.add(i, id);
        }
        assertThat(three.print(CRYPTO, 0, 0)).isEqualTo("pkHRDA-zODxRjAreLgFElA");
        assertThat(three.print(CRYPTO, 0, 3)).isEqualTo("sEBlO5OaITi4gOA1WTRtfA");

        PointIndex index = index(points(200, 1));
        for (int i = 0; i < 100; i++) {
            int from = random.nextInt(201);
            int to = from + random.nextInt(201 - from);
            BigInteger sum = BigInteger.ZERO;
            for (int at = from; at < to; at++) {
                sum = sum.add(new BigInteger(1, index.id(at).bytes()));
            }
            byte[] number = sum.mod(BigInteger.ONE.shiftLeft(256)).toByteArray();
            byte[] bytes = new byte[32];
            for (int at = 1; at <= Math.min(32, number.length); at++) {
                bytes[32 - at] = number[number.length - at];
            }
            byte[] count = ByteBuffer.allocate(8).putLong(to - from).array();
            byte[] hash = CRYPTO.hash(Label.RANGE, count, bytes).bytes();
            assertThat(index.print(CRYPTO, from, to))
                    .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)));
        }
    }

    @Test
    @DisplayName(
            "I9: an answerer that always finds a difference, and a question of the worst kind, cost a bounded amount")
    void answers_hostile_bounded() {
        PointIndex index = index(points(5000, 1));
        RangeReconciler asker = RangeReconciler.asking(CRYPTO, index, 0);
        int questions = 0;
        while (!asker.question().isEmpty()) {
            questions++;
            asker.answered(Collections.nCopies(100_000, new Range("", "", "x", List.of())), id -> false);
        }
        assertThat(questions).isEqualTo(RangeReconciler.MAX_QUESTIONS);

        List<Range> worst = Collections.nCopies(100_000, new Range("", "", "", List.of()));
        List<Range> answer = RangeReconciler.answer(CRYPTO, index, worst);
        assertThat(answer).hasSizeLessThanOrEqualTo(2 * Compare.MAX_RANGES);
        assertThat(answer.stream().mapToInt(each -> each.ids().size()).sum()).isEqualTo(RangeReconciler.MAX_IDS);
        assertThat(RangeReconciler.answer(CRYPTO, index, List.of(new Range("9", "3", "x", List.of()))))
                .allMatch(each -> each.ids().isEmpty());
    }

    @Test
    void place_malformed_refused() {
        for (String text : List.of(".", "x", "-1", "1.", "1.x", "12345678901234567", "1 ", "+1")) {
            assertThatThrownBy(() -> Place.of(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
