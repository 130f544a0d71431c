package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.console.screen.Line;
import chat.parley.protocol.rules.Charter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is shown of an event. Used by one thread. */
final class EventLines {
    /** Problems that may mean that somebody deceives: a key, a server or a person is not what it seems. */
    private static final Set<String> ALARMS = Set.of(
            "IDENTITY_FORKED",
            "IDENTITY_KEPT_BACK",
            "IDENTITY_WITHHELD",
            "NAME_CHANGED",
            "DOMAIN_CHANGED",
            "GHOST_READER",
            "DEVICE_FORKED");

    private final Map<Class<? extends ClientEvent>, Function<ClientEvent, List<Line>>> kinds = new HashMap<>();

    EventLines(
            ConnectionNews news,
            MessageLines messages,
            RoomLines rooms,
            WaitingLines waiting,
            Transfers transfers,
            Function<RoomRef, Optional<RoomInfo>> infos) {
        kind(ClientEvent.Connected.class, event -> List.of(new Line.Status(news.on(event))));
        kind(
                ClientEvent.Disconnected.class,
                event ->
                        news.on(event).<Line>map(Line.Status::new).map(List::of).orElse(List.of()));
        kind(ClientEvent.Problem.class, EventLines::problem);

        kind(ClientEvent.Message.class, messages::said);
        kind(ClientEvent.Changed.class, messages::changed);
        kind(
                ClientEvent.Received.class,
                event -> messages.received(event, infos.apply(event.room()).map(RoomInfo::kind)));
        kind(ClientEvent.Hidden.class, messages::hidden);
        kind(ClientEvent.Unreadable.class, messages::unreadable);
        Function<RoomRef, Optional<Charter.History>> histories =
                room -> infos.apply(room).map(RoomInfo::history);
        kind(ClientEvent.BeforeJoining.class, event -> messages.beforeJoining(event, histories.apply(event.room())));
        kind(ClientEvent.Older.class, event -> messages.older(event, histories.apply(event.room())));

        kind(ClientEvent.Joined.class, rooms::joined);
        kind(ClientEvent.Left.class, rooms::left);
        kind(ClientEvent.MemberJoined.class, rooms::memberJoined);
        kind(ClientEvent.MemberLeft.class, rooms::memberLeft);
        kind(ClientEvent.Invitation.class, rooms::invitation);
        kind(ClientEvent.Retitled.class, rooms::retitled);
        kind(ClientEvent.Ranked.class, rooms::ranked);
        kind(ClientEvent.Removed.class, rooms::removed);
        kind(ClientEvent.DeviceChanged.class, rooms::deviceChanged);

        kind(ClientEvent.FileProgress.class, transfers::progress);
        kind(ClientEvent.FileSaved.class, transfers::saved);
        kind(ClientEvent.FileFailed.class, transfers::failed);

        kind(ClientEvent.Waits.class, event -> {
            transfers.sent(event.waiting().number());
            return waiting.waits(event);
        });
        kind(ClientEvent.Withdrawn.class, waiting::withdrawn);
        // The prompt shows how far own messages are, and who types.
        kind(ClientEvent.Sent.class, event -> {
            transfers.sent(event.number());
            return List.of();
        });
        kind(ClientEvent.Stored.class, event -> List.of());
        kind(ClientEvent.Safe.class, event -> List.of());
        kind(ClientEvent.Typing.class, event -> List.of());
    }

    private <E extends ClientEvent> void kind(Class<E> kind, Function<E, List<Line>> lines) {
        kinds.put(kind, event -> lines.apply(kind.cast(event)));
    }

    /** What to do is said in the client's words; which command does it, in the console's. */
    private static List<Line> problem(ClientEvent.Problem problem) {
        String text = problem.text() + WhatToType.after(problem.code()) + " (" + problem.code() + ")";
        return List.of(ALARMS.contains(problem.code()) ? new Line.Alarm(text) : new Line.Warning(text));
    }

    /** The event's lines; none for what the prompt shows. */
    List<Line> of(ClientEvent event) {
        return kinds.get(event.getClass()).apply(event);
    }
}
