package chat.parley.console.session;

import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.console.screen.InertText;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How a person is called on the screen. A name is a label that anybody may choose, so where two in a room look alike,
 * each is shown with the first characters of the user id. No name can contain the {@code ~} that separates the two.
 */
public final class NameTags {
    private static final int ID_CHARACTERS = 4;

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
        String key = key(person);
        boolean shared = others.stream()
                .anyMatch(other ->
                        !other.user().equals(person.user()) && key(other).equals(key));
        String name = InertText.name(person.name());
        return shared ? stranger(person) : name;
    }

    /** Somebody who need not be in any room with this person: shown with the start of the user id, since any name can be taken. */
    public static String stranger(Person person) {
        return InertText.name(person.name()) + "~" + person.user().toString().substring(0, ID_CHARACTERS);
    }

    private static String key(Person person) {
        return InertText.name(person.name()).toLowerCase(Locale.ROOT);
    }
}
