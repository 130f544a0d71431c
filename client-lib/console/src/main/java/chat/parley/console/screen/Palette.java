package chat.parley.console.screen;

import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * How lines look in a terminal. A person's colour comes from the user id, so it stays when the name changes. Own messages
 * are faint. Without colours, only the text is left.
 */
public final class Palette {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final int[] ON_DARK = {
        AttributedStyle.GREEN,
        AttributedStyle.YELLOW,
        AttributedStyle.BLUE,
        AttributedStyle.MAGENTA,
        AttributedStyle.CYAN
    };
    private static final int[] ON_LIGHT = {
        AttributedStyle.GREEN, AttributedStyle.RED, AttributedStyle.BLUE, AttributedStyle.MAGENTA
    };

    private final Theme theme;
    private final Days days;

    public Palette(Theme theme, Clock clock) {
        this.theme = theme;
        this.days = new Days(clock);
    }

    /** The line that a new day begins with, if it begins with this one. */
    synchronized Optional<AttributedString> day(Line line) {
        return line instanceof Line.Said said
                ? days.begins(said.words().time())
                        .map(day -> new AttributedString("--- " + day + " ---", style(quiet())))
                : Optional.empty();
    }

    synchronized AttributedString of(Line line) {
        if (line instanceof Line.Said said) {
            return said(said);
        }
        if (line instanceof Line.Dated dated) {
            return new AttributedString("* " + days.dated(dated.time()) + " " + dated.text(), style(quiet()));
        }
        if (line instanceof Line.Picture picture) {
            return new AttributedString(picture.plain());
        }
        if (line instanceof Line.Alarm) {
            return new AttributedString(
                    line.plain(), style(PLAIN.bold().inverse().foreground(AttributedStyle.RED)));
        }
        return new AttributedString(line.plain(), style(line instanceof Line.Warning ? alert() : quiet()));
    }

    private AttributedString said(Line.Said said) {
        boolean self = said.speaker().self();
        boolean forMe = said.notes().forMe();
        AttributedStyle name =
                self ? quiet() : PLAIN.bold().foreground(colorOf(said.speaker().user()));
        AttributedStyle text = self ? quiet() : forMe ? PLAIN.bold() : PLAIN;
        String aside = said.notes().aside();
        String reactions = said.notes().reactions();
        AttributedStringBuilder line = new AttributedStringBuilder()
                .style(style(quiet()))
                .append(days.stamp(said.words().time()))
                .append(said.words().late() ? " (late) " : " ")
                .append(Integer.toString(said.notes().number()))
                .append(" [")
                .append(said.room())
                .append("] ")
                .style(style(forMe ? name.inverse() : name))
                .append(said.speaker().name())
                .style(style(quiet()))
                .append(aside.isEmpty() ? "" : " (" + aside + ")")
                .style(style(text))
                .append(": ")
                .append(said.words().lines().get(0));
        // No line of the program's own begins so: what somebody writes in several lines cannot be taken for one.
        said.words().lines().stream()
                .skip(1)
                .forEach(each -> line.style(style(quiet()))
                        .append("\n  | ")
                        .style(style(text))
                        .append(each));
        return line.style(style(quiet()))
                .append(reactions.isEmpty() ? "" : "  " + reactions)
                .toAttributedString();
    }

    /** The prompt's parts, the first ones in lines above: the room is what the eye looks for. */
    public AttributedString prompt(List<String> above, String room, String state) {
        AttributedStringBuilder prompt = new AttributedStringBuilder().style(style(quiet()));
        above.forEach(line -> prompt.append(line).append("\n"));
        return prompt.style(style(PLAIN.bold()))
                .append(room)
                .style(style(alert()))
                .append(state)
                .style(style(PLAIN.bold()))
                .append("> ")
                .style(PLAIN)
                .toAttributedString();
    }

    /** What is not to draw the eye. */
    public AttributedString aside(String text) {
        return new AttributedStringBuilder().style(style(quiet())).append(text).toAttributedString();
    }

    private AttributedStyle quiet() {
        return theme == Theme.LIGHT ? PLAIN.foreground(AttributedStyle.BLACK + AttributedStyle.BRIGHT) : PLAIN.faint();
    }

    private AttributedStyle alert() {
        return PLAIN.foreground(theme == Theme.LIGHT ? AttributedStyle.RED : AttributedStyle.YELLOW);
    }

    private AttributedStyle style(AttributedStyle style) {
        return theme == Theme.NONE ? PLAIN : style;
    }

    private int colorOf(UserId user) {
        int[] colors = theme == Theme.LIGHT ? ON_LIGHT : ON_DARK;
        return colors[Math.floorMod(user.hashCode(), colors.length)];
    }
}
