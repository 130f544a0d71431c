package chat.parley.console.command;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
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
    /** So many older messages are shown unless said. */
    private static final int OLDER = 20;

    /** So many messages are found at most. */
    private static final int FOUND = 30;

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
                                        "[n]",
                                        "shows the n messages before those on the screen, " + OLDER + " unless said")
                                .doing(this::history),
                        Command.named(
                                        "search",
                                        "<words>",
                                        "finds the messages that have all these words, in all your rooms")
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
        int most = ParleyClient.MAX_OLDER;
        int limit = arguments.number("how many? 1 to " + most, 1, most, OLDER);
        arguments.end();
        session.client().older(session.here(), limit);
    }

    private void search(Arguments arguments) {
        String words = arguments.rest("for what?");
        List<ClientEvent.Message> found = new ArrayList<>(session.client().search(words, Optional.empty(), FOUND));
        Collections.reverse(found);
        found.forEach(session::show);
        session.tell(
                found.isEmpty()
                        ? "nothing on this device has these words: " + InertText.of(words)
                        : found.size() + (found.size() == FOUND ? " messages, the newest that match" : " found"));
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
