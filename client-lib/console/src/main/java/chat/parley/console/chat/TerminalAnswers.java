package chat.parley.console.chat;

import java.util.function.Consumer;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;

/**
 * What the terminal itself says comes in the midst of what is typed. It is taken out as a key would be, whenever it comes, so
 * that no answer is ever waited for, and one that comes late is not taken for a person's letters.
 */
final class TerminalAnswers {
    /** A longer one is no answer; the rest of it is typed. */
    private static final int MAX_CHARACTERS = 256;

    private static final char ESCAPE = '\u001b';

    private final LineReaderImpl reader;

    TerminalAnswers(LineReaderImpl reader) {
        this.reader = reader;
    }

    /**
     * Hands on what stands between a control sequence's beginning and its end; one with another end is left out.
     *
     * @param begin what follows its introducer
     */
    void control(String begin, char end, Consumer<String> hears) {
        bind("answer-" + begin, ESCAPE + "[" + begin, () -> {
            StringBuilder answer = new StringBuilder();
            int c = reader.readCharacter();
            while (c >= ' ' && c < '@' && answer.length() < MAX_CHARACTERS) {
                answer.append((char) c);
                c = reader.readCharacter();
            }
            if (c == end) {
                hears.accept(answer.toString());
            }
            return true;
        });
    }

    /** Hands on what stands in an application program command of graphics, its first letter included. */
    void command(Consumer<String> hears) {
        bind("answer-graphics", ESCAPE + "_G", () -> {
            StringBuilder answer = new StringBuilder("G");
            int c = reader.readCharacter();
            while (c >= ' ' && answer.length() < MAX_CHARACTERS) {
                answer.append((char) c);
                c = reader.readCharacter();
            }
            if (c == ESCAPE && reader.readCharacter() == '\\') {
                hears.accept(answer.toString());
            }
            return true;
        });
    }

    private void bind(String name, String key, Widget widget) {
        reader.getWidgets().put(name, widget);
        for (String map : new String[] {LineReader.EMACS, LineReader.VIINS}) {
            KeyMap<Binding> keys = reader.getKeyMaps().get(map);
            // Keys that begin like an answer would have it waited for whether they go on: none of them does anything
            // here.
            keys.getBoundKeys().keySet().stream()
                    .filter(bound -> bound.startsWith(key))
                    .forEach(keys::unbind);
            keys.bind(new Reference(name), key);
        }
    }
}
