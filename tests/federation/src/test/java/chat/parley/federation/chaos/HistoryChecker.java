package chat.parley.federation.chaos;

import chat.parley.federation.chaos.Violation.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in the histories of all clients of one room what must never be: everybody was in the room before the first word
 * and until all was quiet, so everybody must have shown, once, in order, and kept whatever a server had stored.
 */
final class HistoryChecker {
    private final List<History> histories;
    private final Map<String, Message> messages = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private record Message(String sender, String text, int place, boolean stored, boolean safe) {
        @Override
        public String toString() {
            return "'" + text + "' of " + sender;
        }
    }

    private HistoryChecker(List<History> histories) {
        this.histories = histories;
    }

    /** All that is wrong; empty if every promise was kept. */
    static List<Violation> check(List<History> histories) {
        HistoryChecker checker = new HistoryChecker(histories);
        histories.forEach(checker::collect);
        histories.forEach(checker::checkReader);
        checker.checkOneOrder();
        return checker.violations;
    }

    private void collect(History sender) {
        Map<Long, String> ids = new HashMap<>();
        sender.all(Entry.Sent.class).forEach(sent -> ids.put(sent.number(), sent.id()));
        Set<Long> stored = new HashSet<>();
        sender.all(Entry.Stored.class).forEach(each -> stored.add(each.number()));
        Set<Long> safe = new HashSet<>();
        sender.all(Entry.Safe.class).forEach(each -> safe.add(each.number()));
        int unsent = 0;
        int place = 0;
        for (Entry.Taken each : sender.all(Entry.Taken.class)) {
            boolean onDisk = stored.contains(each.number()) || safe.contains(each.number());
            unsent += onDisk ? 0 : 1;
            String id = ids.get(each.number());
            if (id != null) {
                boolean twice = safe.contains(each.number());
                messages.put(id, new Message(sender.person(), each.text(), place++, onDisk, twice));
            }
        }
        if (Math.max(unsent, sender.unsent()) > 0) {
            found(Kind.UNSENT, Math.max(unsent, sender.unsent()) + " messages of " + sender.person());
        }
    }

    private void checkReader(History reader) {
        Set<String> seen = new HashSet<>();
        Map<String, Message> last = new HashMap<>();
        for (Entry.Seen each : reader.all(Entry.Seen.class)) {
            Message message = messages.get(each.id());
            if (!seen.add(each.id())) {
                found(Kind.DUPLICATE, name(each.id()) + " was shown twice to " + reader.person());
            } else if (message == null) {
                found(Kind.UNHEARD_OF, each.id() + ", shown to " + reader.person());
            } else {
                Message before = last.put(message.sender(), message);
                if (before != null && before.place() > message.place()) {
                    found(Kind.SENDER_OUT_OF_ORDER, message + " after " + before + " at " + reader.person());
                }
            }
        }
        for (Entry.Unreadable each : reader.all(Entry.Unreadable.class)) {
            found(Kind.UNREADABLE, each.what() + ", at " + reader.person());
        }
        Set<String> kept = new HashSet<>();
        for (String each : reader.finalIds()) {
            if (!kept.add(each)) {
                found(Kind.DUPLICATE, name(each) + " is kept twice by " + reader.person());
            }
        }
        messages.forEach((id, message) -> {
            if (message.stored() && !(seen.contains(id) && kept.contains(id))) {
                String where = seen.contains(id) ? " is not kept by " : " was never shown to ";
                found(message.safe() ? Kind.LOST_SAFE : Kind.LOST_STORED, message + where + reader.person());
            }
        });
    }

    /** What is missing is told as a loss: here only the order of what two have. */
    private void checkOneOrder() {
        for (int i = 1; i < histories.size(); i++) {
            History one = histories.get(0);
            History other = histories.get(i);
            List<String> here = common(one.finalIds(), other.finalIds());
            List<String> there = common(other.finalIds(), one.finalIds());
            for (int at = 0; at < Math.min(here.size(), there.size()); at++) {
                if (!here.get(at).equals(there.get(at))) {
                    found(
                            Kind.HISTORIES_DIFFER,
                            "place " + at + " is " + name(here.get(at)) + " for " + one.person() + ", "
                                    + name(there.get(at)) + " for " + other.person());
                    break;
                }
            }
        }
    }

    private static List<String> common(List<String> ids, Collection<String> others) {
        Set<String> wanted = new HashSet<>(others);
        Set<String> taken = new HashSet<>();
        return ids.stream().filter(id -> wanted.contains(id) && taken.add(id)).toList();
    }

    private String name(String id) {
        Message message = messages.get(id);
        return message == null ? id : message.toString();
    }

    private void found(Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }
}
