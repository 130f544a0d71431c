package chat.parley.console.ask;

import chat.parley.console.screen.TerminalScreen;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;

/** Asks at the terminal. Ctrl-C, Ctrl-D and an empty answer give up. */
public final class TerminalAsker implements Asker {
    /** Nothing is shown for a character, so that nobody counts them. */
    private static final Character HIDDEN = '\0';

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
        return answer(question, null);
    }

    @Override
    public Optional<char[]> secret(String question) {
        return answer(question + " (it is not shown):", HIDDEN).map(String::toCharArray);
    }

    private Optional<String> answer(String question, Character mask) {
        try {
            String answer = screen.read(question, mask);
            return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }
}
