package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A person at work: carries out commands and shows events. Commands come from one thread and events from another; no lock
 * is held while the client or the screen is called.
 */
final class Session implements ClientListener {
    private final ParleyClient client;
    private final Screen screen;
    private final RoomFocus focus;
    private final EventLines lines;
    private final Changes changes = new Changes();
    private final Set<EventId> alreadyShown = new HashSet<>();
    private final NameTags tags;
    private volatile String lastFailure = "no answer";

    Session(ParleyClient client, Screen screen, RoomFocus focus) {
        this.client = client;
        this.screen = screen;
        this.focus = focus;
        this.tags = new NameTags(client::members);
        ConnectionNews news =
                new ConnectionNews(() -> client.connection().known().size());
        this.lines = new EventLines(tags, news);
        client.rooms().stream().findFirst().ifPresent(focus::choose);
    }

    /**
     * Shows the last messages of each room that was joined in an earlier run. Call before events are handed on: those
     * shown here are not shown again.
     */
    void showHistory(int perRoom) {
        for (RoomRef room : client.rooms()) {
            for (ClientEvent.Message message : client.history(room, perRoom)) {
                alreadyShown.add(message.id());
                screen.show(Line.Said.of(message, tags.of(room, message.sender())));
            }
        }
    }

    @Override
    public void on(ClientEvent event) {
        if (event instanceof ClientEvent.Joined joined) {
            focus.joined(joined.room());
        } else if (event instanceof ClientEvent.Left left) {
            focus.left(left.room());
        } else if (event instanceof ClientEvent.Disconnected disconnected) {
            lastFailure = disconnected.reason();
        }
        if (event instanceof ClientEvent.Older older) {
            for (ClientEvent.Message message : older.messages()) {
                screen.show(Line.Said.of(message, tags.of(message.room(), message.sender())));
            }
        }
        if (!(event instanceof ClientEvent.Message message && alreadyShown.remove(message.id()))) {
            lines.of(event).ifPresent(screen::show);
        }
        screen.refresh();
        changes.happened();
    }

    /** Joins the room and makes it the current one. */
    Command.Outcome join(RoomRef.Open room) {
        if (client.rooms().contains(room) && !focus.isPending(room)) {
            return switchTo(room);
        }
        focus.await(room);
        client.join(room);
        screen.refresh();
        return Command.Outcome.DONE;
    }

    /** Joins the room; it becomes the current one only if there is none. */
    void joinBeside(RoomRef.Open room) {
        if (!client.rooms().contains(room)) {
            focus.awaitBeside(room);
            client.join(room);
        }
    }

    Command.Outcome say(String text) {
        Optional<RoomRef> room = focus.current();
        if (room.isEmpty()) {
            return refuse(focus.awaited()
                    .map(awaited -> "not said: " + awaited + " is not joined yet, try again in a moment")
                    .orElse("not said: you are in no room; /join <room> first"));
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > ParleyClient.MAX_TEXT_BYTES) {
            return refuse(
                    "not said: the text has " + bytes + " bytes, a message at most " + ParleyClient.MAX_TEXT_BYTES);
        }
        try {
            client.say(room.get(), text);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return refuse("not said: " + e.getMessage());
        }
        screen.refresh();
        return Command.Outcome.DONE;
    }

    Command.Outcome who(Optional<RoomRef> named) {
        Optional<RoomRef> room = named.or(focus::current);
        if (room.isEmpty()) {
            return refuse("you are in no room; /join <room> first");
        }
        if (!client.rooms().contains(room.get())) {
            return refuse(notIn(room.get()));
        }
        List<Person> members = client.members(room.get());
        String names = members.stream()
                .map(person -> NameTags.of(person, members) + (person.self() ? " (you)" : ""))
                .collect(Collectors.joining(", "));
        return tell("in " + room.get() + " (" + members.size() + "): " + names);
    }

    /** Shows what is older than all that was shown of the current room; it comes as an event. */
    Command.Outcome older(int limit) {
        Optional<RoomRef> room = focus.current();
        if (room.isEmpty()) {
            return refuse("you are in no room; /join <room> first");
        }
        client.older(room.get(), limit);
        return Command.Outcome.DONE;
    }

    Command.Outcome rooms() {
        List<RoomRef> rooms = client.rooms();
        if (rooms.isEmpty()) {
            return tell("you are in no room; /join <room> opens one");
        }
        Optional<RoomRef> current = focus.current();
        return tell("your rooms: "
                + rooms.stream()
                        .map(room -> room + (current.filter(room::equals).isPresent() ? " (here)" : ""))
                        .collect(Collectors.joining(", ")));
    }

    Command.Outcome switchTo(RoomRef room) {
        if (!client.rooms().contains(room)) {
            return refuse(notIn(room));
        }
        focus.choose(room);
        tell("you talk in " + room);
        screen.refresh();
        return Command.Outcome.DONE;
    }

    Command.Outcome leave(Optional<RoomRef> named) {
        Optional<RoomRef> room = named.or(focus::current);
        if (room.isEmpty()) {
            return refuse("leave which room? " + Verb.LEAVE.usage());
        }
        if (!client.rooms().contains(room.get())) {
            return refuse(notIn(room.get()));
        }
        focus.leaving(room.get());
        client.leave(room.get());
        screen.refresh();
        return Command.Outcome.DONE;
    }

    Command.Outcome help(Optional<Verb> one) {
        for (Verb verb : one.map(List::of).orElse(Verb.all())) {
            tell(verb.help());
        }
        return Command.Outcome.DONE;
    }

    Command.Outcome refuse(String why) {
        screen.show(new Line.Warning(why));
        return Command.Outcome.REFUSED;
    }

    Command.Outcome tell(String text) {
        screen.show(new Line.Status(text));
        return Command.Outcome.DONE;
    }

    /** Why a server could not be reached, or was lost, last. */
    String lastFailure() {
        return InertText.of(lastFailure);
    }

    boolean connected() {
        return client.connection().server().isPresent();
    }

    /** Whether no join or leave is on the way. */
    boolean settled() {
        return focus.isSettled();
    }

    /** How many messages no server has stored yet. */
    int unsent() {
        return client.unsent();
    }

    /** Says how many messages are not stored; to be followed by when they will be. */
    String notStored() {
        int count = client.unsent();
        return count == 1
                ? "1 message is not stored by a server yet; it goes out"
                : count + " messages are not stored by a server yet; they go out";
    }

    /** Waits until the condition holds, at most so long; says whether it does. */
    boolean await(BooleanSupplier condition, Duration limit) {
        return changes.await(condition, limit);
    }

    private static String notIn(RoomRef room) {
        return "you are not in " + room + "; /join " + room + " first";
    }
}
