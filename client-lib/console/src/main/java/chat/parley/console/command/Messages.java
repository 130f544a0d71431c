package chat.parley.console.command;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done with messages: answering, changing, taking back, finding, keeping. */
final class Messages {
    /** So many messages are shown again, or asked for, unless said. */
    private static final int OLDER = 20;

    /** So many are shown again at most. */
    private static final int MOST_AGAIN = 1_000;

    /** So many messages are found at most, unless said. */
    private static final int FOUND = 30;

    private static final String HERE = "--here";
    private static final String LAST = "--last";

    private static final int MAX_NUMBER = 999_999_999;

    private final Session session;
    private final Secrets secrets;

    Messages(Session session, Secrets secrets) {
        this.session = session;
        this.secrets = secrets;
    }

    Group group() {
        return new Group(
                "Messages",
                List.of(
                        Command.named("reply", "<n> <text>", "answers message n, in its room")
                                .detail("n is the number between the time and the room's name")
                                .unkept()
                                .doing(this::reply),
                        Command.named("edit", "<n> <text>", "gives your message n another text")
                                .detail("the others see that it was changed")
                                .unkept()
                                .doing(this::edit),
                        Command.named("delete", "<n>", "takes message n back")
                                .detail(
                                        "your own, or as an admin that of somebody of lower rank; the others' programs no longer"
                                                + " show it, but who has read it has read it")
                                .doing(this::delete),
                        Command.named("react", "<n> <emoji>", "reacts to message n")
                                .completing(Completions.words(), Completions.words("👍", "👎", "❤️", "😂", "🎉", "✅"))
                                .doing(this::react),
                        Command.named(
                                        "unreact",
                                        "<n> [emoji]",
                                        "takes your reactions to message n back, or one of them")
                                .doing(this::unreact),
                        Command.named(
                                        "history",
                                        "[room] [n]",
                                        "shows the last n messages of the room again, " + OLDER + " unless said")
                                .detail("those that this device has; /older asks for older ones")
                                .completing(Completions.ROOMS)
                                .doing(this::history),
                        Command.named(
                                        "older",
                                        "[n]",
                                        "shows the n messages before all that were shown, " + OLDER + " unless said")
                                .doing(this::older),
                        Command.named("show", "<n>", "draws the small picture of message n again")
                                .doing(this::show),
                        Command.named(
                                        "search",
                                        "[--here] [--last n] <words>",
                                        "finds the messages that have all these words, in all your rooms")
                                .detail("--here: in the current room only; --last: so many of the newest, " + FOUND
                                        + " unless said")
                                .unkept()
                                .doing(this::search),
                        Command.named(
                                        "export",
                                        "<file>",
                                        "writes what was said, and whom you know, into a new encrypted file")
                                .detail(
                                        "all rooms, as far as this device has them; no keys; the passphrase is asked for")
                                .doing(arguments -> new Export(session, secrets)
                                        .write(TypedPath.of(arguments.rest("to which file?")))),
                        Command.named(
                                        "receipts",
                                        "on|off",
                                        "tells the others what you have got and read, or does not; off at first")
                                .completing(Completions.words("on", "off"))
                                .doing(this::receipts),
                        Command.named("typing", "on|off", "tells the others while you type, or does not; off at first")
                                .detail(
                                        "not in rooms of more than 64 people; at most every three seconds; nobody keeps it")
                                .completing(Completions.words("on", "off"))
                                .doing(this::typing)));
    }

    private ClientEvent.Message message(Arguments arguments) {
        return session.shown().at(arguments.number("which message?", 1, MAX_NUMBER));
    }

    private void reply(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        String text = Talk.speakable(arguments.rest("nothing to say"));
        session.begun(session.client().reply(message.room(), message.id(), text));
        session.refresh();
    }

    private void edit(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        if (!message.sender().self()) {
            throw new Refusal("that message is not yours: only who wrote it can change it");
        }
        session.client().edit(message.room(), message.id(), Talk.speakable(arguments.rest("to what?")));
    }

    private void delete(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        arguments.end();
        session.client().delete(message.room(), message.id());
    }

    private void react(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        session.client().react(message.room(), message.id(), arguments.rest("with what?"), true);
    }

    private void unreact(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        Optional<String> one = arguments.rest();
        UserId me = session.client().me().user();
        List<String> own = message.marks().reactions().entrySet().stream()
                .filter(entry -> entry.getValue().contains(me))
                .map(Map.Entry::getKey)
                .filter(reaction -> one.isEmpty() || one.get().equals(reaction))
                .toList();
        if (own.isEmpty()) {
            throw new Refusal("you have not reacted to that message" + (one.isEmpty() ? "" : " so"));
        }
        own.forEach(reaction -> session.client().react(message.room(), message.id(), reaction, false));
    }

    private void history(Arguments arguments) {
        int count = arguments.lastNumber("how many? 1 to " + MOST_AGAIN, 1, MOST_AGAIN, OLDER);
        RoomRef room = session.roomOrHere(arguments.rest());
        List<ClientEvent.Message> last = session.last(room, count);
        last.forEach(session::show);
        String name = session.rooms().of(room);
        session.tell(
                last.isEmpty()
                        ? "this device has nothing of " + name + " yet; /older asks a server"
                        : "these are the last of " + name + "; /older shows older ones");
    }

    private void show(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        arguments.end();
        byte[] picture = message.marks()
                .file()
                .flatMap(ClientEvent.Attachment::preview)
                .orElseThrow(() -> new Refusal("there is no small picture with that message"));
        if (!session.watched()) {
            throw new Refusal("a picture is drawn at a terminal only");
        }
        session.show(message);
        session.draw(picture);
    }

    private void older(Arguments arguments) {
        int most = ParleyClient.MAX_OLDER;
        int limit = arguments.number("how many? 1 to " + most, 1, most, OLDER);
        arguments.end();
        session.client().older(session.here(), limit);
    }

    private void search(Arguments arguments) {
        Optional<RoomRef> room = arguments.flag(HERE) ? Optional.of(session.here()) : Optional.empty();
        int most = arguments
                .option(LAST)
                .map(typed -> Arguments.numberIn(typed)
                        .filter(number -> number >= 1 && number <= MOST_AGAIN)
                        .orElseThrow(() -> arguments.refusal(LAST + " is a number from 1 to " + MOST_AGAIN)))
                .orElse(FOUND);
        String words = arguments.rest("for what?");
        List<ClientEvent.Message> found = new ArrayList<>(session.client().search(words, room, most));
        Collections.reverse(found);
        found.forEach(session::show);
        session.tell(
                found.isEmpty()
                        ? "nothing on this device has these words: " + InertText.of(words)
                        : found.size()
                                + (found.size() == most
                                        ? " messages, the newest that match; " + LAST + " shows more"
                                        : " found"));
    }

    private void receipts(Arguments arguments) {
        boolean on = on(arguments);
        session.client().receipts(on);
        session.tell("the others are " + (on ? "" : "no longer ") + "told what you have got and read");
    }

    private void typing(Arguments arguments) {
        boolean on = on(arguments);
        session.client().typingTold(on);
        session.tell("the others are " + (on ? "" : "no longer ") + "told while you type");
    }

    private static boolean on(Arguments arguments) {
        String word = arguments.word("on or off?");
        arguments.end();
        if (!word.equals("on") && !word.equals("off")) {
            throw arguments.refusal("on or off?");
        }
        return word.equals("on");
    }
}
