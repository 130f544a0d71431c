package chat.parley.console.screen;

import java.util.function.Supplier;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;

/** Shows lines above the one being typed, which stays whole: a line of talk, or the answer to a question. */
public final class TerminalScreen implements Screen {
    private final LineReaderImpl talk;
    private final LineReaderImpl questions;
    private final Palette palette;
    private final Bell bell;
    private volatile Supplier<AttributedString> prompt = () -> AttributedString.EMPTY;
    private volatile boolean asking;
    private String shown = "";

    /**
     * @param talk reads what the person says
     * @param questions reads what the person is asked; at the same terminal, and keeps no history
     */
    public TerminalScreen(LineReaderImpl talk, LineReaderImpl questions, Palette palette, Bell bell) {
        this.talk = talk;
        this.questions = questions;
        this.palette = palette;
        this.bell = bell;
    }

    /** What stands before a line of talk from now on. */
    public void promptedBy(Supplier<AttributedString> now) {
        prompt = now;
    }

    /** Reads a line of talk. Fails as {@link LineReader#readLine()} does. */
    public String read() {
        return talk.readLine(prompt());
    }

    /**
     * Reads an answer.
     *
     * @param mask what is shown for each character, or null for the character itself
     */
    public String read(String question, Character mask) {
        asking = true;
        try {
            return questions.readLine(InertText.of(question) + " ", mask);
        } finally {
            asking = false;
        }
    }

    private synchronized String prompt() {
        shown = prompt.get().toAnsi(talk.getTerminal());
        return shown;
    }

    @Override
    public void show(Line line) {
        LineReaderImpl reader = asking ? questions : talk;
        palette.day(line).ifPresent(reader::printAbove);
        reader.printAbove(palette.of(line));
        if (line instanceof Line.Said said && said.notes().forMe() && bell.rings()) {
            talk.getTerminal().puts(InfoCmp.Capability.bell);
            talk.getTerminal().flush();
        }
    }

    @Override
    public synchronized void refresh() {
        String before = shown;
        if (asking || prompt().equals(before)) {
            return;
        }
        talk.setPrompt(shown);
        try {
            talk.callWidget(LineReader.REDISPLAY);
        } catch (IllegalStateException notReading) {
            // The next line is read with the new prompt.
        }
    }
}
