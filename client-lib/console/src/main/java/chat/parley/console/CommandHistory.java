package chat.parley.console;

import org.jline.reader.impl.history.DefaultHistory;

/**
 * Remembers lines for the arrow keys. Only commands go to the file: what a person says is kept encrypted by the client,
 * and must not lie in the clear beside it.
 */
final class CommandHistory extends DefaultHistory {
    private final CommandReader commands = new CommandReader();

    @Override
    public boolean isPersistable(Entry entry) {
        if (!entry.line().startsWith("/")) {
            return false;
        }
        Command command = commands.read(entry.line());
        return !(command instanceof Command.Say || command instanceof Command.Malformed);
    }
}
