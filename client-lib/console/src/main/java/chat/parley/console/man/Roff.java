package chat.parley.console.man;

import java.util.Locale;

/** Text in the macros of manual pages (man(7)). Whatever is put in shows as itself. */
final class Roff {
    private final StringBuilder out = new StringBuilder();

    Roff title(String name, String version, String what) {
        return macro("TH", name.toUpperCase(Locale.ROOT), "1", "", version, what);
    }

    Roff section(String title) {
        return macro("SH", title.toUpperCase(Locale.ROOT));
    }

    Roff part(String title) {
        return macro("SS", title);
    }

    Roff paragraph(String text) {
        return macro("PP").text(text);
    }

    /** A term in bold, and below it, set in, what it means. */
    Roff item(String term, String... meaning) {
        macro("TP").macro("B", term);
        for (int i = 0; i < meaning.length; i++) {
            if (i > 0) {
                line();
            }
            text(meaning[i]);
        }
        return this;
    }

    /** What follows begins a line. */
    Roff line() {
        return macro("br");
    }

    /** Lines as they are. */
    Roff example(String lines) {
        macro("PP").macro("EX");
        lines.lines().forEach(this::text);
        return macro("EE");
    }

    Roff text(String line) {
        boolean macro = line.startsWith(".") || line.startsWith("'");
        out.append(macro ? "\\&" : "").append(escaped(line)).append('\n');
        return this;
    }

    private Roff macro(String name, String... arguments) {
        out.append('.').append(name);
        for (String argument : arguments) {
            out.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
        }
        out.append('\n');
        return this;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
