package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.console.screen.Line;
import jakarta.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What happens, in lines of JSON for a program that talks. */
public final class JsonEvents {
    /** Of these only what is told in words is worth a line: not each piece of a file, nor each attempt at a server. */
    private static final Set<Class<? extends ClientEvent>> SELDOM =
            Set.of(ClientEvent.FileProgress.class, ClientEvent.Disconnected.class);

    private static final Kind OTHER = new Kind("told", (event, notice) -> notice);

    private final Session session;
    private final Clock clock;
    private final JsonLines messages;
    private final Map<Class<? extends ClientEvent>, Kind> kinds = new HashMap<>();

    private record Kind(String name, BiFunction<ClientEvent, JsonNotice, JsonNotice> fields) {}

    public JsonEvents(Session session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.messages = new JsonLines(session);
        rooms();
        people();
        messages();
        kind(ClientEvent.Connected.class, "connected", (event, notice) -> notice);
        kind(ClientEvent.Disconnected.class, "disconnected", (event, notice) -> notice);
        kind(ClientEvent.Problem.class, "problem", (event, notice) -> {
            event.keptOut().ifPresent(room -> notice.room(session.rooms(), room));
            return notice.code(event.code()).text(event.text());
        });
    }

    private void rooms() {
        kind(ClientEvent.Joined.class, "joined", (event, notice) -> notice.room(session.rooms(), event.room()));
        kind(ClientEvent.Left.class, "left", (event, notice) -> notice.room(session.rooms(), event.room()));
        kind(
                ClientEvent.Retitled.class,
                "retitled",
                (event, notice) ->
                        notice.room(session.rooms(), event.room().ref()).person(event.by()));
        kind(ClientEvent.Invitation.class, "invitation", (event, notice) -> {
            OwnedRooms.Invited invited = event.invited();
            return notice.room(session.rooms(), invited.room())
                    .person(invited.by())
                    .number(session.tickets().of(new Ticket.Received(invited.room())))
                    .code(invited.direct() ? "DIRECT" : invited.rank().name());
        });
        kind(
                ClientEvent.BeforeJoining.class,
                "before-joining",
                (event, notice) -> notice.room(session.rooms(), event.room()));
        kind(ClientEvent.Older.class, "older-end", (event, notice) -> notice.room(session.rooms(), event.room()));
    }

    private void people() {
        kind(
                ClientEvent.MemberJoined.class,
                "member-joined",
                (event, notice) -> notice.room(session.rooms(), event.room()).person(event.person()));
        kind(
                ClientEvent.MemberLeft.class,
                "member-left",
                (event, notice) -> notice.room(session.rooms(), event.room()).person(event.person()));
        kind(
                ClientEvent.Ranked.class,
                "ranked",
                (event, notice) -> notice.room(session.rooms(), event.room())
                        .person(event.person())
                        .code(event.rank().name()));
        kind(
                ClientEvent.Removed.class,
                "removed",
                (event, notice) -> notice.room(session.rooms(), event.room())
                        .person(event.person())
                        .code(event.banned() ? "BANNED" : "KICKED"));
        kind(
                ClientEvent.DeviceChanged.class,
                "device-changed",
                (event, notice) -> notice.person(event.person()).code(event.added() ? "ADDED" : "REMOVED"));
        kind(
                ClientEvent.Typing.class,
                "typing",
                (event, notice) -> notice.room(session.rooms(), event.room())
                        .person(event.who())
                        .code(event.typing() ? "ON" : "OFF"));
        kind(
                ClientEvent.Received.class,
                "received",
                (event, notice) -> notice.room(session.rooms(), event.room())
                        .person(event.by())
                        .id(event.upTo())
                        .code(event.state().name()));
    }

    private void messages() {
        kind(
                ClientEvent.Unreadable.class,
                "unreadable",
                (event, notice) -> notice.room(session.rooms(), event.room())
                        .person(event.sender())
                        .id(event.id()));
        kind(
                ClientEvent.Waits.class,
                "waiting",
                (event, notice) -> of(notice, event.waiting().number())
                        .room(session.rooms(), event.room())
                        .number(event.waiting().number())
                        .code(event.waiting().what().name()));
        kind(
                ClientEvent.Withdrawn.class,
                "withdrawn",
                (event, notice) -> of(notice, event.waiting().number())
                        .room(session.rooms(), event.room())
                        .number(event.waiting().number()));
        kind(
                ClientEvent.Sent.class,
                "sent",
                (event, notice) -> of(notice, event.number())
                        .room(session.rooms(), event.room())
                        .id(event.id()));
        kind(
                ClientEvent.Stored.class,
                "stored",
                (event, notice) -> of(notice, event.number())
                        .room(session.rooms(), event.room())
                        .id(event.id()));
        kind(
                ClientEvent.Safe.class,
                "safe",
                (event, notice) -> of(notice, event.number())
                        .room(session.rooms(), event.room())
                        .id(event.id()));
        kind(
                ClientEvent.FileProgress.class,
                "file-progress",
                (event, notice) -> of(notice, event.number())
                        .room(session.rooms(), event.room())
                        .number(event.number())
                        .file(Json.createObjectBuilder()
                                .add("name", event.name())
                                .add("stage", event.stage().name())
                                .add("done", event.done())
                                .add("total", event.total())));
        kind(
                ClientEvent.FileSaved.class,
                "file-saved",
                (event, notice) -> of(notice, event.number())
                        .room(session.rooms(), event.room())
                        .number(event.number())
                        .id(event.message())
                        .file(Json.createObjectBuilder()
                                .add(
                                        "path",
                                        event.file()
                                                .toAbsolutePath()
                                                .normalize()
                                                .toString())));
        kind(
                ClientEvent.FileFailed.class,
                "file-failed",
                (event, notice) -> of(notice, event.number())
                        .room(session.rooms(), event.room())
                        .number(event.number())
                        .code(event.code())
                        .text(event.reason())
                        .file(Json.createObjectBuilder().add("name", event.name())));
    }

    private JsonNotice of(JsonNotice notice, long number) {
        return notice.line(session.errands().lineOf(number));
    }

    private <E extends ClientEvent> void kind(
            Class<E> type, String name, BiFunction<E, JsonNotice, JsonNotice> fields) {
        kinds.put(type, new Kind(name, (event, notice) -> fields.apply(type.cast(event), notice)));
    }

    /**
     * The event's lines.
     *
     * @param shown what people are shown of it
     */
    public List<String> of(ClientEvent event, List<Line> shown) {
        if (event instanceof ClientEvent.Message message) {
            return List.of(messages.numbered("message", message));
        }
        if (event instanceof ClientEvent.Changed changed) {
            return List.of(messages.numbered("changed", changed.message()));
        }
        if (event instanceof ClientEvent.Hidden hidden) {
            return hidden.ids().stream()
                    .map(id -> notice("hidden")
                            .room(session.rooms(), hidden.room())
                            .id(id)
                            .toString())
                    .toList();
        }
        if (shown.isEmpty() && SELDOM.contains(event.getClass())) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        List<Line> words = shown;
        if (event instanceof ClientEvent.Older older) {
            older.messages().forEach(message -> lines.add(messages.numbered("older", message)));
            words = shown.subList(older.messages().size(), shown.size());
        }
        Kind kind = kinds.getOrDefault(event.getClass(), OTHER);
        boolean alarm = shown.stream().anyMatch(Line.Alarm.class::isInstance);
        JsonNotice notice = notice(alarm ? "alarm" : kind.name())
                .text(words.stream().map(Line::text).collect(Collectors.joining("\n")));
        lines.add(kind.fields().apply(event, notice).toString());
        return lines;
    }

    /** Something that is told, to be filled in. */
    public JsonNotice notice(String kind) {
        return new JsonNotice(kind, clock.instant());
    }

    /** A line that is shown outside any event: the answer to a command, or a message that was looked for. */
    public String of(Line line) {
        return line instanceof Line.Said said
                ? messages.numbered("found", session.shown().at(said.notes().number()))
                : notice(line instanceof Line.Alarm ? "alarm" : "told")
                        .text(line.text())
                        .line(session.errands().now())
                        .toString();
    }
}
