package chat.parley.console.ask;

import chat.parley.console.screen.TerminalScreen;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;

/** Asks at the terminal. Ctrl-C, Ctrl-D and an empty answer give up. */
public final class TerminalAsker implements Asker {
    private final TerminalScreen screen;

    public TerminalAsker(TerminalScreen screen) {
        this.screen = screen;
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public Optional<String> ask(String question) {
        return answer(question, false);
    }

    @Override
    public Optional<char[]> secret(String question) {
        return answer(question + " (it is not shown):", true).map(String::toCharArray);
    }

    private Optional<String> answer(String question, boolean hidden) {
        try {
            String answer = screen.read(question, hidden);
            return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }
}
