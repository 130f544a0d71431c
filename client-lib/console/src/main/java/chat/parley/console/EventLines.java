package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is shown of an event. Used by one thread. */
final class EventLines {
    /** At a join, so many people are named; the rest is counted. */
    static final int MAX_NAMED = 10;

    private final NameTags tags;
    private final ConnectionNews connection;

    EventLines(NameTags tags, ConnectionNews connection) {
        this.tags = tags;
        this.connection = connection;
    }

    /** The event's line; none for what the prompt shows. */
    Optional<Line> of(ClientEvent event) {
        if (event instanceof ClientEvent.Message message) {
            return Optional.of(Line.Said.of(message, tags.of(message.room(), message.sender())));
        }
        if (event instanceof ClientEvent.Problem problem) {
            return Optional.of(new Line.Warning(problem.text() + " (" + problem.code() + ")"));
        }
        if (event instanceof ClientEvent.Unreadable unreadable) {
            return Optional.of(new Line.Warning(unreadable(unreadable)));
        }
        return status(event).map(Line.Status::new);
    }

    private Optional<String> status(ClientEvent event) {
        if (event instanceof ClientEvent.Connected connected) {
            return Optional.of(connection.on(connected));
        }
        if (event instanceof ClientEvent.Disconnected disconnected) {
            return connection.on(disconnected);
        }
        if (event instanceof ClientEvent.Joined joined) {
            return Optional.of(joined(joined));
        }
        if (event instanceof ClientEvent.Left left) {
            return Optional.of("you left " + left.room());
        }
        if (event instanceof ClientEvent.MemberJoined joined) {
            return Optional.of(tags.of(joined.room(), joined.person()) + " joined " + joined.room());
        }
        if (event instanceof ClientEvent.MemberLeft left) {
            return Optional.of(tags.of(left.room(), left.person()) + " left " + left.room());
        }
        if (event instanceof ClientEvent.BeforeJoining before) {
            return Optional.of(beforeJoining(before));
        }
        if (event instanceof ClientEvent.Older older) {
            return Optional.of(older(older));
        }
        if (event instanceof ClientEvent.Sent
                || event instanceof ClientEvent.Stored
                || event instanceof ClientEvent.Safe) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("no line for " + event.getClass());
    }

    private String joined(ClientEvent.Joined joined) {
        List<Person> others =
                joined.members().stream().filter(person -> !person.self()).toList();
        String start = "you joined " + joined.room() + "; ";
        if (others.isEmpty()) {
            return start + "nobody else is here yet";
        }
        String names = others.stream()
                .limit(MAX_NAMED)
                .map(person -> NameTags.of(person, joined.members()))
                .collect(Collectors.joining(", "));
        int more = others.size() - MAX_NAMED;
        return start + "here are you and " + names + (more > 0 ? " and " + more + " more" : "");
    }

    private static String beforeJoining(ClientEvent.BeforeJoining before) {
        String messages = before.count() == 1
                ? "1 message from before you joined stays unreadable"
                : before.count() + " messages from before you joined stay unreadable";
        return before.room() + ": " + messages + ": room keys are never given to newcomers";
    }

    /** What follows the messages themselves. */
    private static String older(ClientEvent.Older older) {
        String before = older.beforeJoining() == 0
                ? ""
                : beforeJoining(new ClientEvent.BeforeJoining(older.room(), older.beforeJoining())) + ". ";
        String end = older.more()
                ? "these are older messages of " + older.room() + "; " + Verb.HISTORY.word() + " shows still older ones"
                : older.room() + " begins here: there is nothing older";
        return before + end;
    }

    private String unreadable(ClientEvent.Unreadable unreadable) {
        String name = tags.of(unreadable.room(), unreadable.sender());
        return unreadable.room() + ": a message of " + name + " cannot be shown: " + unreadable.why();
    }
}
