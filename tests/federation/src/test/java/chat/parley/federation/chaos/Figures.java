package chat.parley.federation.chaos;

import chat.parley.federation.chaos.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run comes to, in one block of text. */
final class Figures {
    private static final int SHOWN = 20;

    private final List<History> histories;
    private final List<Violation> violations;

    Figures(List<History> histories, List<Violation> violations) {
        this.histories = histories;
        this.violations = violations;
    }

    /** @param run how it was set up, a line */
    String text(String run) {
        StringBuilder text = new StringBuilder("---- chaos ----\n").append(run).append('\n');
        line(text, "messages said", count(Entry.Taken.class));
        line(text, "stored", count(Entry.Stored.class));
        line(text, "safe", count(Entry.Safe.class));
        line(text, "seen", count(Entry.Seen.class));
        Map<Kind, Integer> found = new EnumMap<>(Kind.class);
        violations.forEach(each -> found.merge(each.kind(), 1, Integer::sum));
        for (Kind each : Kind.values()) {
            line(text, each.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), found.getOrDefault(each, 0));
        }
        text.append("longest time without a stored, while talking:\n");
        List<Long> invoked = new ArrayList<>();
        List<Long> stored = new ArrayList<>();
        for (History each : histories) {
            List<Long> said = times(each, Entry.Invoked.class);
            List<Long> kept = times(each, Entry.Stored.class);
            line(text, "  " + each.person(), seconds(longestGap(said, kept)));
            invoked.addAll(said);
            stored.addAll(kept);
        }
        line(text, "  the room", seconds(longestGap(invoked, stored)));
        Map<String, Integer> troubles = new TreeMap<>();
        histories.forEach(each ->
                each.all(Entry.Trouble.class).forEach(trouble -> troubles.merge(trouble.what(), 1, Integer::sum)));
        troubles.forEach((what, times) -> line(text, "clients told: " + what, times));
        violations.stream()
                .limit(SHOWN)
                .forEach(each -> text.append(each.kind())
                        .append(": ")
                        .append(each.what())
                        .append('\n'));
        return text.append("---- chaos ends ----").toString();
    }

    /** The longest time from the first word, or a stored, to the next stored; until what was said last is stored. */
    static long longestGap(List<Long> invoked, List<Long> stored) {
        if (invoked.isEmpty()) {
            return 0;
        }
        long from = invoked.stream().mapToLong(Long::longValue).min().orElseThrow();
        long until = invoked.stream().mapToLong(Long::longValue).max().orElseThrow();
        long longest = 0;
        for (long at : stored.stream().sorted().toList()) {
            longest = Math.max(longest, at - from);
            from = at;
            if (at >= until) {
                return longest;
            }
        }
        return Math.max(longest, until - from);
    }

    private static List<Long> times(History history, Class<? extends Entry> kind) {
        return history.all(kind).stream().map(Entry::at).toList();
    }

    private long count(Class<? extends Entry> kind) {
        return histories.stream().mapToLong(each -> each.all(kind).size()).sum();
    }

    private static String seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0 + " s";
    }

    private static void line(StringBuilder text, String what, Object figure) {
        text.append(String.format("%-22s %s%n", what, figure));
    }
}
