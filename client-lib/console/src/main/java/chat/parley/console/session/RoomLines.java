package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import chat.parley.console.screen.Line;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who comes, goes, and may do what, in lines. Used by one thread. */
final class RoomLines {
    /** At a join, so many people are named; the rest is counted. */
    static final int MAX_NAMED = 10;

    private final RoomNames rooms;
    private final NameTags tags;
    private final Numbers<Ticket> tickets;
    private final Function<RoomRef, Optional<RoomInfo>> infos;
    private final Map<RoomRef, RoomInfo> before = new HashMap<>();

    RoomLines(RoomNames rooms, NameTags tags, Numbers<Ticket> tickets, Function<RoomRef, Optional<RoomInfo>> infos) {
        this.rooms = rooms;
        this.tags = tags;
        this.tickets = tickets;
        this.infos = infos;
    }

    List<Line> joined(ClientEvent.Joined joined) {
        Optional<RoomInfo> info = infos.apply(joined.room());
        info.ifPresent(known -> before.put(joined.room(), known));
        String room = rooms.of(joined.room());
        if (info.filter(known -> known.kind() == RoomInfo.Kind.DIRECT).isPresent()) {
            return status("you can talk with " + room.substring(1) + " now: /switch " + room);
        }
        List<Person> others =
                joined.members().stream().filter(person -> !person.self()).toList();
        String start = "you joined " + room + "; ";
        if (others.isEmpty()) {
            return status(start + "nobody else is here yet");
        }
        String names = others.stream()
                .limit(MAX_NAMED)
                .map(person -> NameTags.of(person, joined.members()))
                .collect(Collectors.joining(", "));
        int more = others.size() - MAX_NAMED;
        return status(start + "here are you and " + names + (more > 0 ? " and " + more + " more" : ""));
    }

    List<Line> left(ClientEvent.Left left) {
        before.remove(left.room());
        return status("you left " + rooms.of(left.room()));
    }

    List<Line> memberJoined(ClientEvent.MemberJoined joined) {
        return status(tags.of(joined.room(), joined.person()) + " joined " + rooms.of(joined.room()));
    }

    List<Line> memberLeft(ClientEvent.MemberLeft left) {
        return status(tags.of(left.room(), left.person()) + " left " + rooms.of(left.room()));
    }

    List<Line> invitation(ClientEvent.Invitation event) {
        OwnedRooms.Invited invited = event.invited();
        int number = tickets.of(new Ticket.Received(invited.room()));
        return List.of(new Line.Warning(
                rooms.offer(invited) + ": /enter " + number + " goes in, /decline " + number + " does not"));
    }

    List<Line> retitled(ClientEvent.Retitled retitled) {
        RoomInfo now = retitled.room();
        RoomInfo old = before.put(now.ref(), now);
        String who = who(now.ref(), retitled.by());
        String room = rooms.of(now.ref());
        if (old != null && now.ref().toString().startsWith(old.title())) {
            // It had none that was known here.
            return status("this room is called " + room);
        }
        if (old != null && !old.title().equals(now.title())) {
            return status(who + " renamed " + InertText.name(old.title()) + ": it is " + room + " now");
        }
        return status(
                now.topic().isEmpty()
                        ? who + " took the topic of " + room + " away"
                        : who + " set the topic of " + room + ": " + now.topic());
    }

    List<Line> ranked(ClientEvent.Ranked ranked) {
        String whose = ranked.person().self() ? "you are" : tags.of(ranked.room(), ranked.person()) + " is";
        String line = whose + " now " + Ranks.of(ranked.rank()) + " of " + rooms.of(ranked.room()) + ", by "
                + who(ranked.room(), ranked.by());
        return ranked.person().self() ? List.of(new Line.Warning(line)) : status(line);
    }

    List<Line> removed(ClientEvent.Removed removed) {
        String room = rooms.of(removed.room());
        String by = who(removed.room(), removed.by());
        if (removed.person().self()) {
            return List.of(new Line.Warning(by + " removed you from " + room + (removed.banned() ? ", for good" : "")
                    + "; what you have read of it stays here"));
        }
        return status(by + " removed " + tags.of(removed.room(), removed.person()) + " from " + room
                + (removed.banned() ? ", for good" : ""));
    }

    List<Line> deviceChanged(ClientEvent.DeviceChanged changed) {
        if (changed.person().self()) {
            return List.of(new Line.Warning(
                    changed.added()
                            ? "you have one more device: /devices lists them; if it is not yours, revoke it and change"
                                    + " the password"
                            : "you have one device less: /devices lists those that are left"));
        }
        return status(NameTags.stranger(changed.person())
                + (changed.added() ? " has one more device" : " has one device less"));
    }

    private String who(RoomRef room, Person person) {
        return person.self() ? "you" : tags.of(room, person);
    }

    private static List<Line> status(String text) {
        return List.of(new Line.Status(text));
    }
}
