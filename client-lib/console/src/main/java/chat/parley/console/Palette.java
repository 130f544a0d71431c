package chat.parley.console;

import chat.parley.protocol.id.UserId;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * How lines look in a terminal. A person's colour comes from the user id, so it stays when the name changes. Own messages
 * are faint. Without colours, only the text is left.
 */
final class Palette {
    private static final int[] NAME_COLORS = {
        AttributedStyle.GREEN,
        AttributedStyle.YELLOW,
        AttributedStyle.BLUE,
        AttributedStyle.MAGENTA,
        AttributedStyle.CYAN
    };
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle FAINT = PLAIN.faint();

    private final boolean color;
    private final DateTimeFormatter clock;

    Palette(boolean color, ZoneId zone) {
        this.color = color;
        this.clock = DateTimeFormatter.ofPattern("HH:mm").withZone(zone);
    }

    AttributedString of(Line line) {
        if (line instanceof Line.Said said) {
            return said(said);
        }
        AttributedStyle style = line instanceof Line.Warning ? PLAIN.foreground(AttributedStyle.YELLOW) : FAINT;
        return new AttributedString(line.plain(), style(style));
    }

    private AttributedString said(Line.Said said) {
        AttributedStyle name = said.self() ? FAINT : PLAIN.bold().foreground(colorOf(said.sender()));
        AttributedStyle text = said.self() ? FAINT : PLAIN;
        return new AttributedStringBuilder()
                .style(style(FAINT))
                .append(clock.format(said.words().time()))
                .append(said.words().late() ? " (late) [" : " [")
                .append(said.room().toString())
                .append("] ")
                .style(style(name))
                .append(said.name())
                .append(": ")
                .style(style(text))
                .append(said.words().text())
                .toAttributedString();
    }

    /** The prompt's parts: the room is what the eye looks for. */
    AttributedString prompt(String room, String state) {
        return new AttributedStringBuilder()
                .style(style(PLAIN.bold()))
                .append(room)
                .style(style(PLAIN.foreground(AttributedStyle.YELLOW)))
                .append(state)
                .style(style(PLAIN.bold()))
                .append("> ")
                .style(PLAIN)
                .toAttributedString();
    }

    private AttributedStyle style(AttributedStyle style) {
        return color ? style : PLAIN;
    }

    private static int colorOf(UserId user) {
        return NAME_COLORS[Math.floorMod(user.hashCode(), NAME_COLORS.length)];
    }
}
