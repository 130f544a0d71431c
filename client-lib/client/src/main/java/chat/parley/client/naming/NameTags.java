package chat.parley.client.naming;

import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a person is called on the screen. A name is a label that anybody may choose, so where two in a room look alike,
 * each is shown with the start of the user id. No name can contain the {@code ~} that separates the two.
 */
public final class NameTags {
    private final Function<RoomRef, List<Person>> members;

    public NameTags(Function<RoomRef, List<Person>> members) {
        this.members = members;
    }

    /** The person's name in this room. */
    public String of(RoomRef room, Person person) {
        return of(person, members.apply(room));
    }

    /** The person's name among these. */
    public static String of(Person person, List<Person> others) {
        String key = Alike.key(person.name());
        List<Person> alike = others.stream()
                .filter(other -> !other.user().equals(person.user())
                        && Alike.key(other.name()).equals(key))
                .collect(Collectors.toList());
        return alike.isEmpty() ? InertText.name(person.name()) : tagged(person, alike);
    }

    /** Somebody who need not be in any room with this person: shown with the start of the user id, since any name can be taken. */
    public static String stranger(Person person) {
        return tagged(person, Collections.emptyList());
    }

    private static String tagged(Person person, List<Person> alike) {
        return InertText.name(person.name()) + "~"
                + Alike.start(
                        person.user().toString(),
                        alike.stream().map(other -> other.user().toString()));
    }
}
