package chat.parley.console.command;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.naming.InertText;
import chat.parley.console.screen.Amount;
import chat.parley.console.screen.Line;
import chat.parley.console.session.MessageLines;
import chat.parley.console.session.People;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Sending files, and taking those of others. */
final class SentFiles {
    /** So many files of a room are listed. */
    private static final int LISTED = 20;

    private static final int MAX_NUMBER = 999_999_999;

    /** Before the name of somebody to whom a file goes. */
    private static final String TO = "dm:";

    private final Session session;

    SentFiles(Session session) {
        this.session = session;
    }

    Group group() {
        return new Group(
                "Files",
                List.of(
                        Command.named(
                                        "send",
                                        "[dm:<name>] <file> [-- text]",
                                        "sends a file to the current room, or to one person")
                                .detail("it is sealed on this machine; the servers keep it and cannot read it")
                                .detail("a name with a space is put in quotes, or not; a text is put behind --")
                                .unkept()
                                .completing(new WhomAndWhat(TO))
                                .doing(this::send),
                        Command.named("files", "[room]", "lists the last files of the room")
                                .completing(Completions.ROOMS)
                                .doing(arguments -> list(session.roomOrHere(arguments.rest()))),
                        Command.named(
                                        "accept",
                                        "<n> [folder]",
                                        "fetches the file of message n into the folder, or the present one")
                                .detail("nothing is fetched before, and no file of yours is ever overwritten")
                                .detail("its name is what its sender chose, as far as it does no harm: do not trust it")
                                .completing(Completions.words(), Completions.FOLDERS)
                                .doing(this::accept),
                        Command.named(
                                        "reject",
                                        "<n>",
                                        "says that you do not want the file of message n; what has come is deleted")
                                .doing(this::reject),
                        Command.named("cancel", "<n>", "takes back what waits under that number, or ends its transfer")
                                .doing(this::cancel)));
    }

    private void send(Arguments arguments) {
        String typed = arguments.rest("which file?");
        RoomRef room;
        if (typed.toLowerCase(Locale.ROOT).startsWith(TO)) {
            People.Cut cut = session.people().cut(session.focus().current(), typed.substring(TO.length()));
            if (cut.rest().isEmpty()) {
                throw arguments.refusal("which file?");
            }
            Person person = session.people().find(session.focus().current(), cut.name());
            typed = cut.rest();
            room = session.client().owned().with(person.user());
        } else {
            room = session.here();
        }
        FileAndText sent = FileAndText.of(typed);
        long number = session.client().files().send(room, OutgoingFile.of(sent.file(), sent.text()));
        begun(number);
        session.tell("sending " + sent.file().getFileName() + " to "
                + session.rooms().of(room) + " (/cancel " + number + ")");
    }

    private void list(RoomRef room) {
        List<SharedFiles.Offer> offers = session.client().files().list(room, LISTED);
        List<String> sending = sending(room);
        if (offers.isEmpty() && sending.isEmpty()) {
            session.tell("no files in " + session.rooms().of(room));
        }
        for (SharedFiles.Offer each : offers) {
            String what = each.message().marks().file().map(MessageLines::of).orElse("a file");
            session.show(new Line.Dated(
                    each.message().time(),
                    session.number(each.message()) + " " + what + ", from "
                            + session.tags().of(room, each.message().sender()) + fate(each)));
        }
        sending.forEach(session::tell);
    }

    /** What is on its way to the room: what was heard of, and what was left from an earlier run and was not. */
    private List<String> sending(RoomRef room) {
        Stream<String> silent = session.client().files().sending().stream()
                .filter(each -> each.room().equals(room) && !session.transfers().knows(each.number()))
                .map(each -> "sending " + InertText.name(each.file().name()) + ", "
                        + Amount.bytes(each.file().size()) + " (/cancel " + each.number() + ")");
        return Stream.concat(session.transfers().outgoing(room).stream(), silent)
                .toList();
    }

    private static String fate(SharedFiles.Offer offer) {
        return switch (offer.state()) {
            case OFFERED -> "";
            case COMING -> ", on its way";
            case SAVED -> offer.saved().map(path -> ", saved as " + path).orElse(", saved");
            case REJECTED -> ", rejected";
        };
    }

    private void accept(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        Path folder = TypedPath.of(arguments.rest().orElse("."));
        if (!Files.isDirectory(folder)) {
            throw new Refusal("there is no folder " + folder + ": make it first");
        }
        begun(session.client().files().accept(message.room(), message.id(), folder));
    }

    private void begun(long number) {
        session.transfers().begun(number);
        session.begun(number);
    }

    private void reject(Arguments arguments) {
        ClientEvent.Message message = message(arguments);
        arguments.end();
        session.client().files().reject(message.room(), message.id());
        session.tell("rejected; /accept fetches it all the same");
    }

    private void cancel(Arguments arguments) {
        int number = arguments.number("which one? the number is behind its bar", 1, MAX_NUMBER);
        arguments.end();
        boolean waited = session.client().rooms().stream()
                .anyMatch(room -> session.client().takeBack(room, number));
        if (!waited) {
            session.client().files().cancel(number);
        }
    }

    private ClientEvent.Message message(Arguments arguments) {
        ClientEvent.Message message = session.shown().at(arguments.number("which file?", 1, MAX_NUMBER));
        if (message.marks().file().isEmpty()) {
            throw new Refusal("that message has no file: /files lists those of this room");
        }
        return message;
    }
}
