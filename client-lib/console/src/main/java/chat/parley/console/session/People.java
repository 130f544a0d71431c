package chat.parley.console.session;

import chat.parley.client.Contacts;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.Alike;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which person is meant by what somebody types. Who is not to be told from another is never guessed. */
public final class People {
    private final ParleyClient client;
    private final Patience patience;

    public People(ParleyClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    /**
     * Anybody: a member of the room, a contact, a user id, or {@code @name} as the domain knows it.
     *
     * @throws Refusal if nobody, or more than one, is meant
     */
    public Person find(Optional<RoomRef> room, String typed) {
        if (typed.startsWith("@")) {
            return account(typed);
        }
        Optional<Person> known = among(candidates(room), typed);
        return known.or(() -> byId(typed))
                .orElseThrow(
                        () -> new Refusal(
                                Refusal.Code.NO_PERSON,
                                "nobody here is called " + typed
                                        + ": /who names the people in the room, /contacts those you have met, @name asks the domain"));
    }

    /**
     * A member of the room.
     *
     * @throws Refusal if nobody, or more than one, is meant
     */
    public Person member(RoomRef room, String typed) {
        return among(client.members(room), typed)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NO_PERSON, "nobody in the room is called " + typed + ": /who names them"));
    }

    /**
     * One of these.
     *
     * @throws Refusal if nobody, or more than one, is meant
     */
    public Person among(List<Person> people, String typed, String whose) {
        return among(people, typed)
                .orElseThrow(() -> new Refusal(Refusal.Code.NO_PERSON, "nobody " + whose + " is called " + typed));
    }

    /** What was typed, cut after a person's name: names can have spaces. */
    public Cut cut(Optional<RoomRef> room, String typed) {
        List<Person> people = candidates(room);
        String start = people.stream()
                .flatMap(person -> Stream.of(NameTags.of(person, people), NameTags.stranger(person)))
                .filter(tag -> typed.regionMatches(true, 0, tag + " ", 0, tag.length() + 1))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElseGet(() -> typed.split("\\s", 2)[0]);
        return new Cut(
                typed.substring(0, start.length()),
                typed.substring(start.length()).strip());
    }

    /** A name, and what follows it. */
    public record Cut(String name, String rest) {}

    /** The members of the room, then everybody else who is known. */
    public List<Person> candidates(Optional<RoomRef> room) {
        Map<UserId, Person> people = new LinkedHashMap<>();
        room.map(client::members).orElse(List.of()).forEach(person -> people.put(person.user(), person));
        for (Contacts.Contact contact : client.contacts().all()) {
            people.putIfAbsent(contact.user(), person(contact));
        }
        people.remove(client.me().user());
        return new ArrayList<>(people.values());
    }

    private static Optional<Person> among(List<Person> people, String typed) {
        List<Person> found = people.stream()
                .filter(person -> fold(NameTags.of(person, people)).equals(fold(typed))
                        || fold(NameTags.stranger(person)).equals(fold(typed))
                        || fold(InertText.name(person.name())).equals(fold(typed))
                        || person.user().toString().equals(typed))
                .toList();
        if (found.size() > 1) {
            throw new Refusal(
                    Refusal.Code.AMBIGUOUS,
                    "who of them? "
                            + found.stream()
                                    .map(person -> NameTags.of(person, people))
                                    .collect(Collectors.joining(" or ")));
        }
        return found.stream().findFirst();
    }

    private Person account(String typed) {
        AccountName name = new AccountName(typed);
        return patience.result(client.contacts().lookUp(name))
                .map(People::person)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NO_PERSON,
                        "nobody has the name @" + name + ": ask them for the name they registered"));
    }

    private Optional<Person> byId(String typed) {
        try {
            UserId user = UserId.of(typed);
            return Optional.of(client.contacts().find(user).map(People::person).orElse(new Person(user, "?", false)));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static Person person(Contacts.Contact contact) {
        return new Person(contact.user(), contact.name(), false);
    }

    private static String fold(String name) {
        return Alike.fold(name);
    }
}
