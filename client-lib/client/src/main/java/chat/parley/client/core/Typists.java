package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.RoomState;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who types in one room, by the notices of their devices. Of each device the number of the last notice is remembered, and
 * the time of its last message, for as long as a repeated one could still be near the clock: then none has an effect twice.
 * Nothing of it is stored.
 */
final class Typists {
    /** After so long without another notice a person does not type any more, in milliseconds. */
    static final long LASTS_MILLIS = 6000;

    /** So far a device's clock may be from this one's, in milliseconds. */
    static final long CLOCK_MILLIS = 60_000;

    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final KeyRing keys;
    private final NoticeSealer sealer;
    private final Map<DeviceId, Heard> heard = new HashMap<>();
    private Map<UserId, Person> shown = Collections.emptyMap();

    /**
     * What was last heard of a device.
     *
     * @param number only what has a higher one is news
     * @param at when it came, by the clock here
     */
    private record Heard(UserId user, long number, boolean typing, long at) {}

    Typists(RoomRef room, LogId log, Desk desk, KeyRing keys) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.keys = keys;
        this.sealer = new NoticeSealer(desk.crypto());
    }

    /** Takes a notice; what is not to be believed, or comes again, changes nothing. */
    void take(Notice notice) {
        NoticeSealer.Origin origin = NoticeSealer.Origin.of(notice);
        if (believed(origin)) {
            keys.join(origin.epoch())
                    .flatMap(join -> sealer.open(notice, join))
                    .filter(word -> news(origin.device(), word.number()))
                    .ifPresent(word ->
                            heard.put(origin.device(), new Heard(origin.user(), word.number(), word.typing(), now())));
        }
    }

    /** A device has said something: what it gave notice of is done, and notices from before it are old. */
    void said(Event message) {
        DeviceId device = message.header().device();
        long time = message.header().time();
        Heard before = heard.get(device);
        if (before != null || near(time) && small(state())) {
            long number = before == null ? time : Math.max(before.number(), time);
            heard.put(device, new Heard(message.user(), number, false, now()));
        }
    }

    /** Whether there is something to tell because time has passed. */
    boolean due() {
        return !shown.isEmpty() && !typing().keySet().equals(shown.keySet());
    }

    /**
     * Tells who types and who does not any more, since the last call.
     *
     * @param in whether the person is in the room
     */
    void tell(boolean in, List<ClientEvent> told) {
        heard.values().removeIf(each -> !near(each.number()) && !types(each));
        Map<UserId, Person> before = shown;
        shown = in ? typing() : Collections.<UserId, Person>emptyMap();
        before.forEach((user, person) -> {
            if (!shown.containsKey(user)) {
                told.add(new ClientEvent.Typing(room, person, false));
            }
        });
        shown.forEach((user, person) -> {
            if (!before.containsKey(user)) {
                told.add(new ClientEvent.Typing(room, person, true));
            }
        });
    }

    private Map<UserId, Person> typing() {
        if (heard.isEmpty()) {
            return Collections.emptyMap();
        }
        RoomState state = state();
        Map<UserId, Person> typing = new LinkedHashMap<>();
        heard.forEach((device, each) -> {
            if (types(each) && small(state) && state.mayWrite(each.user(), device)) {
                typing.put(each.user(), desk.person(each.user(), state));
            }
        });
        return typing;
    }

    /** Whether a notice may come from whom it names, by all that is known here. */
    private boolean believed(NoticeSealer.Origin origin) {
        RoomState state = state();
        Optional<Epoch> epoch = desk.room(log).epoch(origin.epoch());
        return !origin.user().equals(desk.account().user())
                && small(state)
                && state.mayWrite(origin.user(), origin.device())
                && epoch.filter(each -> each.audience().contains(origin.device()))
                        .isPresent();
    }

    private boolean news(DeviceId device, long number) {
        Heard before = heard.get(device);
        return near(number) && (before == null || number > before.number());
    }

    private boolean types(Heard each) {
        long passed = now() - each.at();
        // A clock that is put back must not let anybody type for hours.
        return each.typing() && passed >= 0 && passed < LASTS_MILLIS;
    }

    private boolean near(long time) {
        return Math.abs(time - now()) <= CLOCK_MILLIS;
    }

    private static boolean small(RoomState state) {
        return state.members().size() <= NoticeSealer.MAX_MEMBERS;
    }

    private RoomState state() {
        return desk.room(log).state();
    }

    private long now() {
        return desk.platform().clock().millis();
    }
}
