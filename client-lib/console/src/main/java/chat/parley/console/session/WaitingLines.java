package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.console.screen.Line;
import java.util.List;

/** What this person has said and nobody can have yet, in lines. */
final class WaitingLines {
    private final RoomNames rooms;

    WaitingLines(RoomNames rooms) {
        this.rooms = rooms;
    }

    List<Line> waits(ClientEvent.Waits event) {
        return List.of(line(event.room(), event.waiting()));
    }

    List<Line> withdrawn(ClientEvent.Withdrawn event) {
        return List.of(new Line.Status("not sent to " + rooms.of(event.room()) + ": " + words(event.waiting())));
    }

    /** What waits, why, and what can be done about it. */
    Line line(RoomRef room, Waiting waiting) {
        return new Line.Status("(waiting) to " + rooms.of(room) + ": " + words(waiting) + " (" + why(waiting)
                + "; /cancel " + waiting.number() + " takes it back)");
    }

    private static String words(Waiting waiting) {
        return waiting.file()
                .map(file -> (waiting.text().isEmpty() ? "" : waiting.text() + " ") + "<" + MessageLines.of(file) + ">")
                .orElse(waiting.text());
    }

    private static String why(Waiting waiting) {
        return switch (waiting.what()) {
            case SERVER -> "no server yet";
            case PEER -> "they have not come in yet";
            case ACCEPTANCE -> "their name is somebody else's now: /verify, then /trust";
        };
    }
}
