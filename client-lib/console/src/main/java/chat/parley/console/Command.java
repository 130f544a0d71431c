package chat.parley.console;

import chat.parley.client.RoomRef;
import java.util.Optional;

/** One line of a person's input, understood. Each kind knows what it asks of a session. */
sealed interface Command {
    /** Carries the command out. */
    Outcome in(Session session);

    /** How a command ended. */
    enum Outcome {
        DONE,
        /** Not carried out; the reason was shown. */
        REFUSED,
        QUIT
    }

    record Join(RoomRef.Open room) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.join(room);
        }
    }

    record Say(String text) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.say(text);
        }
    }

    record Who(Optional<RoomRef> room) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.who(room);
        }
    }

    record Rooms() implements Command {
        @Override
        public Outcome in(Session session) {
            return session.rooms();
        }
    }

    record History(int limit) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.older(limit);
        }
    }

    record Switch(RoomRef room) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.switchTo(room);
        }
    }

    record Leave(Optional<RoomRef> room) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.leave(room);
        }
    }

    record Help(Optional<Verb> verb) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.help(verb);
        }
    }

    record Quit() implements Command {
        @Override
        public Outcome in(Session session) {
            return Outcome.QUIT;
        }
    }

    /** An empty line. */
    record Nothing() implements Command {
        @Override
        public Outcome in(Session session) {
            return Outcome.DONE;
        }
    }

    /** A line that makes no sense; {@code why} tells what to type instead. */
    record Malformed(String why) implements Command {
        @Override
        public Outcome in(Session session) {
            return session.refuse(why);
        }
    }
}
