package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.console.screen.Line;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Shows one room: of what happens in the others only what is meant for the person. What is said there waits, counted by the
 * prompt, until they go there.
 */
public final class OneRoom implements BiConsumer<ClientEvent, List<Line>> {
    private final Session session;

    public OneRoom(Session session) {
        this.session = session;
    }

    @Override
    public void accept(ClientEvent event, List<Line> lines) {
        Optional<RoomRef> room = room(event);
        boolean elsewhere = room.isPresent() && !room.equals(session.focus().current());
        lines.stream().filter(line -> !elsewhere || calls(line)).forEach(session::show);
    }

    private static boolean calls(Line line) {
        return line instanceof Line.Alarm
                || line instanceof Line.Said said && said.notes().forMe();
    }

    /** The room that it is about, if it is no more than what goes on there. */
    private static Optional<RoomRef> room(ClientEvent event) {
        if (event instanceof ClientEvent.Message message) {
            return Optional.of(message.room());
        } else if (event instanceof ClientEvent.Changed changed) {
            return Optional.of(changed.message().room());
        } else if (event instanceof ClientEvent.Received received) {
            return Optional.of(received.room());
        } else if (event instanceof ClientEvent.MemberJoined joined) {
            return Optional.of(joined.room());
        } else if (event instanceof ClientEvent.MemberLeft left) {
            return Optional.of(left.room());
        } else if (event instanceof ClientEvent.Hidden hidden) {
            return Optional.of(hidden.room());
        } else if (event instanceof ClientEvent.BeforeJoining before) {
            return Optional.of(before.room());
        }
        return Optional.empty();
    }
}
