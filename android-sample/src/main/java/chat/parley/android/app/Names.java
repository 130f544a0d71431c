package chat.parley.android.app;

import chat.parley.client.Person;
import chat.parley.client.naming.Alike;
import chat.parley.client.naming.NameTags;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How people are called where they are seen together: anybody can take any name, so who looks like another has the start of
 * their id behind it (A55). Not to be changed.
 */
public final class Names {
    /** Nobody is known. */
    public static final Names NONE = new Names(Collections.emptyList());

    private final Map<String, List<Person>> alike = new HashMap<>();
    private final Map<UserId, Person> all = new HashMap<>();

    public Names(Collection<Person> together) {
        together.forEach(each -> all.put(each.user(), each));
        together.forEach(each -> alike.computeIfAbsent(Alike.key(each.name()), key -> new ArrayList<>())
                .add(each));
    }

    /** A person among them. */
    public String of(Person person) {
        return NameTags.of(person, alike.getOrDefault(Alike.key(person.name()), Collections.emptyList()));
    }

    /** One of them. */
    public Optional<Person> find(UserId user) {
        return Optional.ofNullable(all.get(user));
    }

    /** A person who stands alone, and may be anybody. */
    public static String alone(Person person) {
        return NameTags.stranger(person);
    }
}
