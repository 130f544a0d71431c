package chat.parley.console;

import java.util.function.Supplier;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.utils.AttributedString;

/** Shows lines above the one being typed, which stays whole. */
final class TerminalScreen implements Screen {
    private final LineReaderImpl reader;
    private final Palette palette;
    private final Supplier<AttributedString> prompt;
    private String shown = "";

    TerminalScreen(LineReaderImpl reader, Palette palette, Supplier<AttributedString> prompt) {
        this.reader = reader;
        this.palette = palette;
        this.prompt = prompt;
    }

    /** The prompt for a line about to be read. */
    synchronized String prompt() {
        shown = prompt.get().toAnsi(reader.getTerminal());
        return shown;
    }

    @Override
    public void show(Line line) {
        reader.printAbove(palette.of(line));
    }

    @Override
    public synchronized void refresh() {
        String before = shown;
        if (prompt().equals(before)) {
            return;
        }
        reader.setPrompt(shown);
        try {
            reader.callWidget(LineReader.REDISPLAY);
        } catch (IllegalStateException notReading) {
            // The next line is read with the new prompt.
        }
    }
}
