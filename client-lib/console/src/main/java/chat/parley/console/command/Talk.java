package chat.parley.console.command;

import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.console.session.People;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Saying something. */
final class Talk {
    private final Session session;

    Talk(Session session) {
        this.session = session;
    }

    Group group() {
        return new Group(
                "Talking",
                List.of(
                        Command.named(
                                        "msg",
                                        "<text>",
                                        "says the text in the current room; so does a line without a command")
                                .unkept()
                                .completing(Completions.PEOPLE)
                                .ending(arguments -> say(arguments.rest("nothing to say"))),
                        Command.named("tell", "<name> <text>", "says it to one person, in a conversation of two")
                                .detail(
                                        "the name is of somebody in the room, of a contact, or @name as the domain knows it")
                                .unkept()
                                .completing(Completions.PEOPLE)
                                .doing(this::tell),
                        Command.named("waiting", "", "lists what you have said that could not go out yet")
                                .detail("it goes out by itself; /cancel <n> takes it back")
                                .doing(arguments -> waiting())));
    }

    private void waiting() {
        int count =
                session.client().rooms().stream().mapToInt(session::showWaiting).sum();
        if (count == 0) {
            session.tell("nothing waits: what you said has gone out");
        }
    }

    Command.Outcome say(String text) {
        RoomRef room;
        try {
            room = session.here();
        } catch (Refusal e) {
            throw new Refusal(e.code(), "not said: " + e.getMessage());
        }
        say(room, text);
        return Command.Outcome.DONE;
    }

    private void say(RoomRef room, String text) {
        speakable(text);
        try {
            session.begun(session.client().say(room, text));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Refusal("not said: " + e.getMessage());
        }
        session.refresh();
    }

    /** A text that a message can have. */
    static String speakable(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > ParleyClient.MAX_TEXT_BYTES) {
            throw new Refusal(
                    "not said: the text has " + bytes + " bytes, a message at most " + ParleyClient.MAX_TEXT_BYTES);
        }
        return text;
    }

    private void tell(Arguments arguments) {
        People.Cut cut = session.people().cut(session.focus().current(), arguments.rest("to whom?"));
        if (cut.rest().isEmpty()) {
            throw arguments.refusal("nothing to say to " + InertText.name(cut.name()));
        }
        Person person = session.people().find(session.focus().current(), cut.name());
        RoomRef room = session.client().owned().with(person.user());
        session.tell("to " + session.rooms().of(room) + ", /switch "
                + session.rooms().of(room) + " goes on there");
        say(room, cut.rest());
    }
}
