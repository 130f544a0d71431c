package chat.parley.console.command;

import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import chat.parley.console.session.Ranks;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Making, joining, choosing and leaving rooms, and what they are. */
final class Rooms {
    private final Session session;

    Rooms(Session session) {
        this.session = session;
    }

    Group group() {
        return new Group(
                "Rooms",
                List.of(
                        Command.named(
                                        "join",
                                        "<room>",
                                        "joins an open room and talks there; anyone who knows its name can join and read")
                                .completing(Completions.ROOMS)
                                .doing(this::join),
                        Command.named("create", "<name> [--private] [--history all|none]", "makes a room that you own")
                                .detail(
                                        "without --private a link is made, too, with which anybody comes in until it is revoked")
                                .detail("--history all: newcomers can read what was said before, so the keys are kept;"
                                        + " none, if not given: they cannot; neither is changed later")
                                .completing(
                                        Completions.words(),
                                        Completions.words("--private", "--history"),
                                        Completions.words("all", "none"))
                                .doing(this::create),
                        Command.named("rooms", "", "numbers your rooms, with what you have not read")
                                .doing(arguments -> rooms()),
                        Command.named("switch", "<room or number>", "talks in another of your rooms")
                                .detail("Alt-1 to Alt-9 do the same; Alt-a goes where something waits to be read")
                                .completing(Completions.ROOMS)
                                .doing(arguments ->
                                        session.enter(session.rooms().joined(arguments.rest("which room?")))),
                        Command.named("who", "[room]", "names the people in the room")
                                .completing(Completions.ROOMS)
                                .doing(arguments -> who(session.roomOrHere(arguments.rest()))),
                        Command.named(
                                        "info",
                                        "[room or n]",
                                        "says what kind of room it is, and who decides in it; or how far message n is")
                                .detail("of a message: which servers have stored it, and who has told that they got or"
                                        + " read it; not in rooms of more than 64 people")
                                .completing(Completions.ROOMS)
                                .doing(arguments -> info(arguments.rest())),
                        Command.named("rename", "<name>", "gives the current room another name")
                                .doing(arguments ->
                                        session.client().owned().rename(session.here(), arguments.rest("to what?"))),
                        Command.named("topic", "[text]", "says what the current room is about; - takes the topic away")
                                .unkept()
                                .doing(this::topic),
                        Command.named("leave", "[room] [--anyway]", "leaves the room")
                                .detail(
                                        "an owner hands the room over first, or leaves it --anyway, without an owner for good")
                                .completing(Completions.ROOMS)
                                .doing(this::leave)));
    }

    private void join(Arguments arguments) {
        String name = arguments.rest("which room?");
        try {
            session.join(RoomRef.open(name));
        } catch (IllegalArgumentException e) {
            throw arguments.refusal(e.getMessage());
        }
    }

    private void create(Arguments arguments) {
        boolean closed = arguments.flag("--private");
        Charter.History history = arguments
                .option("--history")
                .map(word -> history(arguments, word))
                .orElse(Charter.History.NONE);
        String name = arguments.rest("what is it called?");
        if (name.startsWith("--")) {
            throw arguments.refusal("'" + Arguments.quoted(name) + "' makes no sense");
        }
        RoomRef.Owned room = session.client().owned().create(name, history);
        session.enter(room);
        session.tell("you own " + session.rooms().of(room) + "; "
                + (history == Charter.History.ALL
                        ? "newcomers can read what was said before them"
                        : "newcomers cannot read what was said before them"));
        if (closed) {
            session.tell("nobody comes in but by /invite <name>");
        } else {
            new Links(session).show(room, Rank.MEMBER);
        }
    }

    private static Charter.History history(Arguments arguments, String word) {
        try {
            return Charter.History.of(word.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw arguments.refusal("--history is all or none");
        }
    }

    private void rooms() {
        List<RoomRef> rooms = session.client().rooms();
        if (rooms.isEmpty()) {
            session.tell("you are in no room; /join <room> opens one, /create <name> makes one");
            return;
        }
        Optional<RoomRef> here = session.focus().current();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rooms.size(); i++) {
            int unread = session.unread().of(rooms.get(i));
            boolean current = here.filter(rooms.get(i)::equals).isPresent();
            names.add((i + 1) + " " + session.rooms().of(rooms.get(i))
                    + (current ? " (here)" : unread > 0 ? " (" + unread + " new)" : ""));
        }
        session.tell("your rooms: " + String.join(", ", names));
    }

    private void who(RoomRef room) {
        List<Person> members = session.client().members(room);
        String names = members.stream()
                .map(person -> NameTags.of(person, members) + note(room, person))
                .collect(Collectors.joining(", "));
        session.tell("in " + session.rooms().of(room) + " (" + members.size() + "): " + names);
    }

    private String note(RoomRef room, Person person) {
        List<String> notes = new ArrayList<>();
        if (person.self()) {
            notes.add("you");
        }
        if (kind(room) == RoomInfo.Kind.OWNED) {
            session.client()
                    .owned()
                    .rankOf(room, person.user())
                    .filter(rank -> rank != Rank.MEMBER)
                    .ifPresent(rank -> notes.add(rank.toString()));
        }
        return notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
    }

    private RoomInfo.Kind kind(RoomRef room) {
        return session.client().room(room).map(RoomInfo::kind).orElse(RoomInfo.Kind.OPEN);
    }

    private void info(Optional<String> typed) {
        Optional<Integer> number = typed.flatMap(Arguments::numberIn);
        if (number.isPresent()) {
            new MessageInfo(session).tell(number.get(), session.shown().at(number.get()));
        } else {
            info(session.roomOrHere(typed));
        }
    }

    private void info(RoomRef room) {
        RoomInfo info = session.client()
                .room(room)
                .orElseThrow(() -> new Refusal("nothing is known of that room yet: try again when you are connected"));
        session.tell(session.rooms().of(room) + ": " + kindInWords(info));
        if (info.kind() == RoomInfo.Kind.OWNED) {
            session.tell(
                    info.history() == Charter.History.ALL
                            ? "newcomers can read back all that was said; it stays so, and the keys are kept for it"
                            : "newcomers read only what is said after they come");
            info.rank().ifPresent(rank -> session.tell("you are " + Ranks.of(rank) + "; " + ranks(room)));
        }
        if (!info.topic().isEmpty()) {
            session.tell("topic: " + info.topic());
        }
    }

    private static String kindInWords(RoomInfo info) {
        return switch (info.kind()) {
            case OPEN -> "an open room: anyone who knows its name can join and read, and nobody can be put out";
            case OWNED -> "a room with an owner: only who is invited, or has a link, comes in";
            case DIRECT ->
                "a conversation with "
                        + info.peer().map(Person::name).map(InertText::name).orElse("somebody")
                        + ": nobody else comes in, ever";
        };
    }

    private String ranks(RoomRef room) {
        List<Person> members = session.client().members(room);
        return members.stream()
                .filter(person -> session.client()
                        .owned()
                        .rankOf(room, person.user())
                        .filter(rank -> rank == Rank.OWNER || rank == Rank.ADMIN)
                        .isPresent())
                .map(person -> NameTags.of(person, members))
                .collect(Collectors.joining(", ", "owner and admins are ", ""));
    }

    private void topic(Arguments arguments) {
        RoomRef room = session.here();
        Optional<String> text = arguments.rest();
        if (text.isEmpty()) {
            String topic = session.client().room(room).map(RoomInfo::topic).orElse("");
            session.tell(topic.isEmpty() ? session.rooms().of(room) + " has no topic" : "topic: " + topic);
        } else {
            session.client().owned().topic(room, text.get().equals("-") ? "" : text.get());
        }
    }

    private void leave(Arguments arguments) {
        boolean anyway = arguments.flag("--anyway");
        RoomRef room = session.roomOrHere(arguments.rest());
        boolean owner = session.client()
                .room(room)
                .flatMap(RoomInfo::rank)
                .filter(Rank.OWNER::equals)
                .isPresent();
        if (owner && !anyway && session.client().members(room).size() > 1) {
            throw new Refusal(
                    "you own " + session.rooms().of(room)
                            + ": /transfer <name> makes somebody else the owner; /leave --anyway leaves it without one for good");
        }
        session.focus().leaving(room);
        session.client().leave(room);
        session.refresh();
    }
}
