package chat.parley.console.screen;

import chat.parley.client.naming.InertText;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** One line to show. Whatever it is made from, what it holds is inert. */
public sealed interface Line {
    /** The line as a pipe gets it. The formats are stable. */
    String plain();

    /** The same without what marks it as the program's own. */
    default String text() {
        return plain();
    }

    /** Somebody's message: {@code [room] name: text}. */
    record Said(String room, Speaker speaker, Words words, Notes notes) implements Line {
        public Said {
            room = InertText.of(room);
        }

        @Override
        public String plain() {
            return "[" + room + "] " + speaker.name() + ": " + words.text();
        }
    }

    /** Who says it. */
    record Speaker(UserId user, String name, boolean self) {
        public Speaker {
            name = InertText.of(name);
        }
    }

    /**
     * What was said, and when by the sender's clock; {@code late}: it belongs above lines already shown.
     *
     * @param lines of a text of more than {@value #MAX_LINES}, the last one holds the rest
     */
    record Words(Instant time, boolean late, List<String> lines) {
        /** A text with more ends of lines does not fill the screen with them. */
        static final int MAX_LINES = 30;

        private static final Pattern END = Pattern.compile("\r\n|[\n\u0085\u2028\u2029]");
        private static final String END_SHOWN = "\u21B5";

        public Words {
            lines = lines.stream().map(InertText::of).toList();
        }

        public Words(Instant time, boolean late, String text) {
            this(time, late, List.of(END.split(text, MAX_LINES)));
        }

        /** All of it as one line. */
        public String text() {
            return String.join(END_SHOWN, lines);
        }
    }

    /**
     * What a terminal shows beside the words.
     *
     * @param number by which commands name the message
     * @param aside what kind of message it is, as {@code answers 12}, or {@code changed}; empty for none
     * @param reactions empty for none
     * @param forMe whether it should catch the person's eye
     * @param news whether it has just come: else it should not catch their ear
     */
    record Notes(int number, String aside, String reactions, boolean forMe, boolean news) {
        public Notes {
            aside = InertText.of(aside);
            reactions = InertText.of(reactions);
        }
    }

    /** What is going on: {@code * text}. */
    record Status(String text) implements Line {
        public Status {
            text = InertText.of(text);
        }

        @Override
        public String plain() {
            return "* " + text;
        }
    }

    /** Something that has its time: {@code * text, time}. */
    record Dated(Instant time, String text) implements Line {
        public Dated {
            text = InertText.of(text);
        }

        @Override
        public String plain() {
            return "* " + text + ", " + time;
        }
    }

    /** Something a person should act on: {@code * text}, too, but a terminal shows it apart. */
    record Warning(String text) implements Line {
        public Warning {
            text = InertText.of(text);
        }

        @Override
        public String plain() {
            return "* " + text;
        }
    }

    /** Something that may mean an attack: {@code * ALARM: text}. A terminal shows it as loudly as it can. */
    record Alarm(String text) implements Line {
        public Alarm {
            text = InertText.of(text);
        }

        @Override
        public String plain() {
            return "* ALARM: " + text;
        }
    }

    /** A line of a picture that a terminal draws; a pipe leaves it out. */
    record Picture(String plain) implements Line {
        public Picture {
            plain = InertText.of(plain);
        }
    }

    /**
     * A small picture, which a terminal may draw; a pipe leaves it out.
     *
     * @param bytes a PNG or JPEG from somebody else: shown only as what a decoder makes of it
     */
    record Preview(byte[] bytes) implements Line {
        @Override
        public String plain() {
            return "";
        }
    }
}
