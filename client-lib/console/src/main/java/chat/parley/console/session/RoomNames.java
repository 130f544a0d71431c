package chat.parley.console.session;

import chat.parley.client.OwnedRooms;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.Alike;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What rooms are called on the screen, and which room is meant by what a person types. A title is what some admin chose:
 * where it looks like another room's, the first characters of the room's id tell them apart. A conversation of two is
 * called after the other: {@code @bob}.
 */
public final class RoomNames {
    /** Before the name of an open room, where somebody wants to be sure that it is one. */
    public static final String OPEN = "#";

    private static final String DIRECT = "@";

    private final ParleyClient client;

    /** What rooms were called last: some are told of after this client is out of them. */
    private final Map<RoomRef, String> titles = new ConcurrentHashMap<>();

    public RoomNames(ParleyClient client) {
        this.client = client;
    }

    /** The room's name; one line without brackets, different for any two rooms that this client is in. */
    public String of(RoomRef room) {
        if (room instanceof RoomRef.Open) {
            return room.toString();
        }
        String title = title(room);
        List<RoomRef> alike = client.rooms().stream()
                .filter(other -> !other.equals(room) && fold(title(other)).equals(fold(title)))
                .toList();
        return alike.isEmpty()
                ? title
                : title + "~" + Alike.start(room.toString(), alike.stream().map(Object::toString));
    }

    /** Who offers this person which room. */
    public String offer(OwnedRooms.Invited invited) {
        String who = NameTags.stranger(invited.by());
        return invited.direct()
                ? who + " wants to talk with you, just you two"
                : who + " invites you to " + of(invited.room()) + " as " + Ranks.of(invited.rank());
    }

    /** The names of all rooms that this client is in. */
    public List<String> all() {
        return client.rooms().stream().map(this::of).toList();
    }

    /** The joined room of exactly this name; with {@value #OPEN} before it an open one. */
    public Optional<RoomRef> named(String typed) {
        boolean open = typed.startsWith(OPEN);
        String name = fold(open ? typed.substring(OPEN.length()) : typed);
        return client.rooms().stream()
                .filter(room -> !open || room instanceof RoomRef.Open)
                .filter(room -> fold(of(room)).equals(name))
                .findFirst();
    }

    /** The joined room of exactly this name, or of this id, that is not open to all. */
    public Optional<RoomRef> closed(String typed) {
        return client.rooms().stream()
                .filter(room -> room instanceof RoomRef.Owned)
                .filter(room ->
                        fold(of(room)).equals(fold(typed)) || room.toString().equals(typed))
                .findFirst();
    }

    /** The names of the joined rooms that are not open and have this title, which is that of others, too. */
    public List<String> alike(String title) {
        return client.rooms().stream()
                .filter(room ->
                        room instanceof RoomRef.Owned && fold(title(room)).equals(fold(title)))
                .map(this::of)
                .toList();
    }

    /** The joined room of a name, of a number in the list of rooms, or of the only name that begins so. */
    public Optional<RoomRef> find(String typed) {
        Optional<RoomRef> exact = named(typed);
        if (exact.isPresent()) {
            return exact;
        }
        List<RoomRef> rooms = client.rooms();
        Optional<RoomRef> counted = number(typed)
                .filter(number -> number >= 1 && number <= rooms.size())
                .map(number -> rooms.get(number - 1));
        if (counted.isPresent()) {
            return counted;
        }
        List<RoomRef> alike = rooms.stream()
                .filter(room -> fold(of(room)).startsWith(fold(typed)))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /**
     * The same.
     *
     * @throws Refusal if there is none
     */
    public RoomRef joined(String typed) {
        return find(typed)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NO_ROOM,
                        "you are in no room " + typed + ": /rooms names yours, /join opens an open one"));
    }

    private String title(RoomRef room) {
        if (room instanceof RoomRef.Open) {
            return room.toString();
        }
        Optional<RoomInfo> info = client.room(room);
        boolean direct =
                info.filter(known -> known.kind() == RoomInfo.Kind.DIRECT).isPresent();
        info.map(RoomInfo::title)
                .map(RoomNames::inert)
                .ifPresent(title -> titles.put(room, direct ? DIRECT + title : title));
        return titles.getOrDefault(room, "a room");
    }

    /** A title that cannot be taken for a conversation or an open room, nor for more than a title. */
    private static String inert(String title) {
        String name = InertText.name(title).replace('[', '(').replace(']', ')');
        return name.startsWith(DIRECT) || name.startsWith(OPEN) ? "(" + name + ")" : name;
    }

    private static String fold(String name) {
        return Alike.fold(name);
    }

    private static Optional<Integer> number(String typed) {
        return typed.matches("[0-9]{1,4}") ? Optional.of(Integer.parseInt(typed)) : Optional.empty();
    }
}
