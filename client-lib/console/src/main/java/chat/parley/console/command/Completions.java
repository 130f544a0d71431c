package chat.parley.console.command;

import chat.parley.client.Person;
import chat.parley.client.naming.NameTags;
import chat.parley.console.session.Ranks;
import java.util.List;
import java.util.stream.Stream;

/** What can stand in the place of a command's argument. */
final class Completions {
    static final Command.Completion ROOMS = session -> session.rooms().all().stream();

    static final Command.Completion RANKS = session -> Ranks.given().stream();

    /** Whoever is in the current room, or is known otherwise. */
    static final Command.Completion PEOPLE = session -> {
        List<Person> people = session.people().candidates(session.focus().current());
        return people.stream().map(person -> NameTags.of(person, people)).distinct();
    };

    private Completions() {}

    static Command.Completion words(String... words) {
        return session -> Stream.of(words);
    }
}
