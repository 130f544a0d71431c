package chat.parley.console.command;

import chat.parley.client.Person;
import chat.parley.client.naming.NameTags;
import chat.parley.console.session.Ranks;
import chat.parley.console.session.Session;
import java.util.List;
import java.util.stream.Stream;

/** What can stand in the place of a command's argument. */
final class Completions {
    static final Command.Completion ROOMS = session -> session.rooms().all().stream();

    static final Command.Completion RANKS = session -> Ranks.given().stream();

    /** Those of whom a name in the domain is known. */
    static final Command.Completion ACCOUNTS = session -> session.client().contacts().all().stream()
            .flatMap(contact -> contact.account().stream())
            .map(name -> "@" + name);

    /** Whoever is in the current room, or is known otherwise. */
    static final Command.Completion PEOPLE =
            session -> Stream.concat(tags(session), ACCOUNTS.words(session)).distinct();

    static final Command.Completion FILES = new Paths(true);
    static final Command.Completion FOLDERS = new Paths(false);

    private Completions() {}

    static Command.Completion words(String... words) {
        return session -> Stream.of(words);
    }

    private static Stream<String> tags(Session session) {
        List<Person> people = session.people().candidates(session.focus().current());
        return people.stream().map(person -> NameTags.of(person, people));
    }
}
