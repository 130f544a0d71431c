package chat.parley.console.chat;

import java.util.function.Predicate;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * Remembers lines for the arrow keys. Only some commands go to the file: what a person says is kept encrypted by the
 * client, and must not lie in the clear beside it.
 */
final class CommandHistory extends DefaultHistory {
    private final Predicate<String> keeps;

    CommandHistory(Predicate<String> keeps) {
        this.keeps = keeps;
    }

    @Override
    public boolean isPersistable(Entry entry) {
        return keeps.test(entry.line());
    }
}
