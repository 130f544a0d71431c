package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import chat.parley.protocol.rules.Verdicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who is in a room and with which rank, and what the person was told of that last. */
final class Attendance {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private RoomState shown = RoomState.EMPTY;

    Attendance(RoomRef room, LogId log, Desk desk) {
        this.room = room;
        this.log = log;
        this.desk = desk;
    }

    /** Members by name. */
    List<Person> members() {
        List<Person> members = new ArrayList<>(people(state()).values());
        members.sort(Comparator.comparing(Person::name).thenComparing(Person::user));
        return members;
    }

    /** The members were told as they are now. */
    void begin() {
        shown = state();
    }

    /** Tells who came, went and got another rank since the last call. */
    void tell(List<ClientEvent> told) {
        RoomState now = state();
        if (now == shown) {
            return;
        }
        RoomState before = shown;
        shown = now;
        Map<UserId, Person> present = people(now);
        present.forEach((user, person) -> {
            if (!before.members().containsKey(user) && !person.self()) {
                told.add(new ClientEvent.MemberJoined(room, person));
            }
            Optional<Rank> rank = now.rank(user);
            if (before.members().containsKey(user) && !before.rank(user).equals(rank)) {
                told.add(new ClientEvent.Ranked(
                        room, person, rank.get(), ranker(user, now).orElse(person)));
            }
        });
        people(before).forEach((user, person) -> {
            if (!present.containsKey(user) && !person.self()) {
                Optional<ClientEvent.Removed> removal = removal(user);
                told.add(removal.isPresent() ? removal.get() : new ClientEvent.MemberLeft(room, person));
            }
        });
    }

    /** How somebody was removed who is kept out. */
    Optional<ClientEvent.Removed> removal(UserId user) {
        Optional<Hierarchy> ranks = state().hierarchy();
        Hierarchy.Bar bar = ranks.isPresent() ? ranks.get().barred().get(user) : null;
        if (bar == null) {
            return Optional.empty();
        }
        Optional<ClientEvent.Removed> found = Optional.empty();
        for (Verdicts.Removal removal : ranks.get().verdicts().removals()) {
            Optional<Act> act = desk.act(removal.event());
            boolean kicked = act.filter(each -> each instanceof OwnedAct.Kick
                            && ((OwnedAct.Kick) each).user().equals(user))
                    .isPresent();
            boolean banned = act.filter(each -> each instanceof OwnedAct.Ban
                            && ((OwnedAct.Ban) each).user().equals(user))
                    .isPresent();
            if (kicked || banned) {
                Event event = desk.events().find(removal.event()).get();
                RoomState at = desk.room(log).stateAt(event.header().control());
                found = Optional.of(new ClientEvent.Removed(
                        room, desk.person(user, at), bar.banned(), desk.person(event.user(), at)));
            }
        }
        return found;
    }

    /** Who gave somebody the rank that they have: of the acts in effect the last in the log's order. */
    private Optional<Person> ranker(UserId user, RoomState now) {
        Optional<Person> found = Optional.empty();
        for (Event event : desk.events().controlAndKeys(log)) {
            Optional<Act> act =
                    event.header().control(ActCodec.RANK) || event.header().control(ActCodec.RESIGN)
                            ? desk.act(event.id())
                            : Optional.empty();
            if (act.filter(each -> concerns(each, event.user(), user)).isPresent() && !idle(now, event.id())) {
                found = Optional.of(desk.author(event));
            }
        }
        return found;
    }

    private static boolean concerns(Act act, UserId author, UserId user) {
        if (act instanceof OwnedAct.SetRank) {
            return ((OwnedAct.SetRank) act).user().equals(user);
        }
        return author.equals(user)
                || ((OwnedAct.Resign) act).successor().filter(user::equals).isPresent();
    }

    private static boolean idle(RoomState state, EventId event) {
        return state.hierarchy().get().verdicts().idle().contains(event);
    }

    private Map<UserId, Person> people(RoomState state) {
        Map<UserId, Person> people = new TreeMap<>();
        state.members().keySet().forEach(user -> people.put(user, desk.person(user, state)));
        return people;
    }

    private RoomState state() {
        return desk.room(log).state();
    }
}
