package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.UserId;
import java.time.Instant;

/** One line to show. Whatever it is made from, what it holds is inert. */
sealed interface Line {
    /** The line as a pipe gets it. The formats are stable. */
    String plain();

    /** Somebody's message: {@code [room] name: text}. */
    record Said(RoomRef room, UserId sender, boolean self, String name, Words words) implements Line {
        public Said {
            name = InertText.of(name);
        }

        static Said of(ClientEvent.Message message, String name) {
            Words words = new Words(message.time(), message.late(), message.text());
            return new Said(
                    message.room(), message.sender().user(), message.sender().self(), name, words);
        }

        @Override
        public String plain() {
            return "[" + room + "] " + name + ": " + words.text();
        }
    }

    /** What was said, and when by the sender's clock; {@code late}: it belongs above lines already shown. */
    record Words(Instant time, boolean late, String text) {
        public Words {
            text = InertText.of(text);
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
}
