package chat.parley.console.command;

import chat.parley.console.ask.Asker;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Explains the commands, and ends. */
final class Help {
    private final Session session;
    private final Asker asker;
    private final Supplier<Catalogue> catalogue;

    Help(Session session, Asker asker, Supplier<Catalogue> catalogue) {
        this.session = session;
        this.asker = asker;
        this.catalogue = catalogue;
    }

    Group group() {
        return new Group(
                "This program",
                List.of(
                        Command.named("help", "[command]", "explains the commands, or one of them")
                                .completing(session ->
                                        catalogue.get().all().stream().map(Command::word))
                                .doing(this::help),
                        Command.named("quit", "", "ends; you stay a member of your rooms")
                                .detail("asks first while files are under way")
                                .ending(arguments -> quit())));
    }

    private Command.Outcome quit() {
        int files = session.transfers().count();
        if (files > 0 && !asker.confirms(session.transfers().ending() + ". End all the same?")) {
            throw new Refusal("you stay");
        }
        return Command.Outcome.QUIT;
    }

    private void help(Arguments arguments) {
        Optional<String> word = arguments.word();
        arguments.end();
        if (word.isEmpty()) {
            catalogue
                    .get()
                    .groups()
                    .forEach(group -> session.tell(group.title() + ": "
                            + group.commands().stream().map(Command::slashed).collect(Collectors.joining(" "))));
            session.tell("/help <command> explains one; a line without a slash is said in the current room");
            return;
        }
        Command command = catalogue.get().get(word.get());
        session.tell(command.usage() + "  " + command.purpose());
        command.details().forEach(detail -> session.tell("  " + detail));
    }
}
