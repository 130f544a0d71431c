package chat.parley.console.screen;

import chat.parley.client.naming.InertText;
import java.util.function.Supplier;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.MaskingCallback;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;

/**
 * Shows lines above the one being typed, which stays whole: a line of talk, or the answer to a question. No lock is held
 * while the line reader is called, which has its own and calls back.
 */
public final class TerminalScreen implements Screen {
    private final LineReaderImpl reader;
    private final Palette palette;
    private final Bell bell;
    private final Painter painter;
    private volatile Supplier<AttributedString> before = () -> AttributedString.EMPTY;
    private volatile Supplier<AttributedString> beside = () -> AttributedString.EMPTY;
    private volatile Runnable begun = () -> {};
    private boolean asking;
    private Prompts given = new Prompts("", "");
    private Prompts shown = given;

    /** What stands on both sides of the line that is typed. */
    private record Prompts(String before, String beside) {}

    public TerminalScreen(LineReaderImpl reader, Palette palette, Bell bell, Painter painter) {
        this.reader = reader;
        this.palette = palette;
        this.bell = bell;
        this.painter = painter;
        reader.getWidgets().put(LineReader.CALLBACK_INIT, this::begin);
    }

    /** What is done whenever a line begins to be read, when the keys that end it are heard already. */
    public void whenReading(Runnable does) {
        begun = does;
    }

    /** What stands before a line of talk from now on, and at the other end of it, where there is room. */
    public void promptedBy(Supplier<AttributedString> before, Supplier<AttributedString> beside) {
        this.before = before;
        this.beside = beside;
    }

    /** Reads a line of talk. Fails as {@link LineReader#readLine()} does. */
    public String read() {
        given = now();
        return reader.readLine(given.before(), given.beside(), (MaskingCallback) null, null);
    }

    /** The line reader has set the prompt that held when it was called: by now another may hold. */
    private boolean begin() {
        remember(given);
        settle();
        begun.run();
        return true;
    }

    /**
     * Reads an answer: nothing completes it, and it is in no history.
     *
     * @param hidden whether nothing is shown of it
     */
    public String read(String question, boolean hidden) {
        History talk = reader.getHistory();
        asking(true);
        reader.setHistory(new DefaultHistory());
        reader.setVariable(LineReader.DISABLE_COMPLETION, true);
        try {
            return reader.readLine(literally(InertText.of(question)) + " ", null, new Unkept(hidden), null);
        } finally {
            reader.setVariable(LineReader.DISABLE_COMPLETION, false);
            reader.setHistory(talk);
            asking(false);
        }
    }

    /** What is asked for leaves no trace. */
    private record Unkept(boolean hidden) implements MaskingCallback {
        @Override
        public String display(String line) {
            return hidden ? "" : line;
        }

        @Override
        public String history(String line) {
            return null;
        }
    }

    private Prompts now() {
        return new Prompts(written(before), written(beside));
    }

    private String written(Supplier<AttributedString> prompt) {
        return literally(prompt.get().toAnsi(reader.getTerminal()));
    }

    /** The line reader takes what follows a percent sign for an order of its own: in a room's title, or a file's name. */
    private static String literally(String text) {
        return text.replace("%", "%%");
    }

    private synchronized void remember(Prompts now) {
        shown = now;
    }

    private synchronized void asking(boolean now) {
        asking = now;
    }

    /** Whether the person is asked something. */
    public synchronized boolean isAsking() {
        return asking;
    }

    @Override
    public void show(Line line) {
        if (line instanceof Line.Preview preview) {
            String painted = painter.paint(preview.bytes());
            if (!painted.isEmpty()) {
                reader.printAbove(painted);
            }
            return;
        }
        palette.day(line).ifPresent(reader::printAbove);
        reader.printAbove(palette.of(line));
        boolean calls = line instanceof Line.Alarm
                || line instanceof Line.Said said
                        && said.notes().forMe()
                        && said.notes().news();
        if (calls && bell.rings()) {
            reader.getTerminal().puts(InfoCmp.Capability.bell);
            reader.getTerminal().flush();
        }
    }

    @Override
    public void refresh() {
        if (settle()) {
            try {
                reader.callWidget(LineReader.REDISPLAY);
            } catch (IllegalStateException notReading) {
                // The next line is read with the new prompt.
            }
        }
    }

    /** Sets the prompt as of now, whoever else sets one meanwhile; says whether it was another. */
    private boolean settle() {
        boolean any = false;
        while (changed(now())) {
            any = true;
        }
        return any;
    }

    /** A question's prompt is left alone: reading an answer sets it after it is said to be asked. */
    private synchronized boolean changed(Prompts now) {
        if (asking || now.equals(shown)) {
            return false;
        }
        shown = now;
        reader.setPrompt(now.before());
        reader.setRightPrompt(now.beside());
        return true;
    }
}
