package chat.parley.federation.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.federation.chaos.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing is worth nothing: each kind of violation is made, and is the only one found. */
class HistoryCheckerTest {
    private final List<Entry> ann = new ArrayList<>();
    private final List<Entry> ben = new ArrayList<>();
    private List<String> annKeeps = List.of("a1", "b1", "a2");
    private List<String> benKeeps = annKeeps;
    private int unsentOfBen;

    HistoryCheckerTest() {
        says(ann, 1, "a1");
        says(ann, 2, "a2");
        says(ben, 1, "b1");
        sees(ann, "a1", "b1", "a2");
        sees(ben, "a1", "b1", "a2");
        for (List<Entry> each : List.of(ann, ben)) {
            each.add(new Entry.Stored(2, 1));
            each.add(new Entry.Safe(3, 1));
        }
        ann.add(new Entry.Stored(2, 2));
    }

    @Test
    void everythingThere_finds_nothing() {
        assertThat(kinds()).isEmpty();
    }

    @Test
    void late_insideTheOrder_isNoViolation() {
        ben.remove(new Entry.Seen(1, "b1"));
        ben.add(new Entry.Seen(1, "b1"));

        assertThat(kinds()).isEmpty();
    }

    @Test
    void safe_neverShown_isLost() {
        ben.remove(new Entry.Seen(1, "a1"));
        benKeeps = List.of("b1", "a2");

        assertThat(kinds()).containsExactly(Kind.LOST_SAFE);
    }

    @Test
    void safe_notEvenKeptByItsSender_isLost() {
        annKeeps = List.of("b1", "a2");

        assertThat(kinds()).containsExactly(Kind.LOST_SAFE);
    }

    @Test
    void stored_neverShown_isLost() {
        ben.remove(new Entry.Seen(1, "a2"));
        benKeeps = List.of("a1", "b1");

        assertThat(kinds()).containsExactly(Kind.LOST_STORED);
    }

    @Test
    void shownTwice_isADuplicate() {
        ben.add(new Entry.Seen(2, "a2"));

        assertThat(kinds()).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void keptTwice_isADuplicate() {
        benKeeps = List.of("a1", "b1", "a2", "a2");

        assertThat(kinds()).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void oneSendersMessages_inAnotherOrder_areFound() {
        ben.remove(new Entry.Seen(1, "a1"));
        ben.add(new Entry.Seen(2, "a1"));

        assertThat(kinds()).containsExactly(Kind.SENDER_OUT_OF_ORDER);
    }

    @Test
    void roomInTwoOrders_isFound() {
        benKeeps = List.of("b1", "a1", "a2");

        assertThat(kinds()).containsExactly(Kind.HISTORIES_DIFFER);
    }

    @Test
    void unreadable_isFound() {
        ben.add(new Entry.Unreadable(2, "a message of ann"));

        assertThat(kinds()).containsExactly(Kind.UNREADABLE);
    }

    @Test
    void shownAndNeverSaid_isFound() {
        ben.add(new Entry.Seen(2, "x"));

        assertThat(kinds()).containsExactly(Kind.UNHEARD_OF);
    }

    @Test
    void unsent_byTheClientsCount_isFound() {
        unsentOfBen = 1;

        assertThat(kinds()).containsExactly(Kind.UNSENT);
    }

    @Test
    void takenAndNeverStored_isUnsent_whateverTheClientCounts() {
        ben.add(new Entry.Taken(4, "b2", 2));

        assertThat(kinds()).containsExactly(Kind.UNSENT);
    }

    @Test
    void violation_namesMessageAndPeople() {
        ben.add(new Entry.Seen(2, "a2"));

        assertThat(check()).extracting(Violation::what).containsExactly("'a2' of ann was shown twice to ben");
    }

    private List<Kind> kinds() {
        return check().stream().map(Violation::kind).collect(Collectors.toList());
    }

    private List<Violation> check() {
        return HistoryChecker.check(
                List.of(new History("ann", ann, annKeeps, 0), new History("ben", ben, benKeeps, unsentOfBen)));
    }

    private static void says(List<Entry> entries, long number, String id) {
        entries.add(new Entry.Invoked(0, id));
        entries.add(new Entry.Sent(0, number, id));
        entries.add(new Entry.Taken(0, id, number));
    }

    private static void sees(List<Entry> entries, String... ids) {
        for (String id : ids) {
            entries.add(new Entry.Seen(1, id));
        }
    }
}
