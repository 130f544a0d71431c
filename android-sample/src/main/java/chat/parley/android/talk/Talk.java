package chat.parley.android.talk;

import chat.parley.android.app.Names;
import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a conversation shows: messages in the room's order, days between them, own texts on the way below them. Fed with
 * what the client has and with what happens; of one thread.
 */
public final class Talk {
    private final RoomRef room;
    private final Clock clock;
    private final Reach reach = new Reach();
    private Set<UserId> people = Collections.emptySet();
    private Names names = Names.NONE;
    private Optional<RoomInfo> info = Optional.empty();
    private Optional<EventId> unread = Optional.empty();
    private Map<EventId, ClientEvent.Message> messages = new LinkedHashMap<>();
    /** What was told of messages since the client was asked for them. */
    private List<ClientEvent> since = new ArrayList<>();

    private final OwnWords own = new OwnWords();
    /** Notes by the message they follow. */
    private final Map<Optional<EventId>, List<Item.Note>> notes = new LinkedHashMap<>();

    private Optional<EventId> last = Optional.empty();

    /** What an event means for who shows this. */
    public enum Effect {
        NONE,
        /** The items are others. */
        CHANGED,
        /** Something slotted in: the history is to be asked for and {@link #load}ed again. */
        RELOAD
    }

    public Talk(RoomRef room, Clock clock) {
        this.room = room;
        this.clock = clock;
    }

    /** The client is asked for its messages: what happens from now on may not be in its answer. */
    public void asked() {
        own.asked();
        since = new ArrayList<>();
    }

    /** Takes the client's last messages, in their order: older ones stay above, and those told since it was asked below. */
    public void load(List<ClientEvent.Message> history) {
        Map<EventId, ClientEvent.Message> before = messages;
        messages = new LinkedHashMap<>();
        if (!history.isEmpty() && before.containsKey(history.get(0).id())) {
            for (ClientEvent.Message each : before.values()) {
                if (each.id().equals(history.get(0).id())) {
                    break;
                }
                messages.put(each.id(), each);
            }
        }
        history.forEach(each -> messages.put(each.id(), each));
        since.forEach(this::again);
        since = new ArrayList<>();
        last = lastOf(messages);
    }

    /** Takes what waits to be said, and how far own messages have come to servers. */
    void own(List<Waiting> waiting, Map<EventId, Delivery> deliveries) {
        own.load(waiting, deliveries);
    }

    /** Takes who is in the room, and how far its messages have come at them. */
    public void others(Collection<UserId> members, List<ClientEvent.Received> received) {
        people = new HashSet<>(members);
        reach.load(received);
    }

    /** Takes what the room is called, and its people are. */
    void called(Optional<RoomInfo> now, Names people) {
        info = now;
        names = people;
    }

    /** How the people here are called. */
    Names names() {
        return names;
    }

    /** The first message of others behind what was seen: a line stands above it from now on. */
    public void seen(Optional<EventId> upTo) {
        unread = Optional.empty();
        List<ClientEvent.Message> all = new ArrayList<>(messages.values());
        for (int i = all.size() - 1; i >= 0 && upTo.isPresent(); i--) {
            ClientEvent.Message each = all.get(i);
            if (each.sender().self() || upTo.get().equals(each.id())) {
                return;
            }
            unread = Optional.of(each.id());
        }
        // It is not here: that all of this is new is not known.
        unread = Optional.empty();
    }

    /** Takes in what happened. */
    public Effect happened(ClientEvent event) {
        if (event instanceof ClientEvent.Message message && message.room().equals(room)) {
            boolean slots = message.late() && !messages.containsKey(message.id());
            since.add(message);
            put(message);
            return slots ? Effect.RELOAD : Effect.CHANGED;
        }
        if (event instanceof ClientEvent.Changed changed
                && messages.containsKey(changed.message().id())) {
            since.add(changed);
            put(changed.message());
            return Effect.CHANGED;
        }
        if (event instanceof ClientEvent.Hidden hidden && hidden.room().equals(room)) {
            since.add(hidden);
            hidden.ids().forEach(messages::remove);
            last = lastOf(messages);
            return Effect.CHANGED;
        }
        if (event instanceof ClientEvent.Older older && older.room().equals(room)) {
            Map<EventId, ClientEvent.Message> all = new LinkedHashMap<>();
            older.messages().forEach(each -> all.put(each.id(), each));
            messages.forEach(all::put);
            messages = all;
            return Effect.CHANGED;
        }
        if (event instanceof ClientEvent.Received received && received.room().equals(room)) {
            reach.happened(received);
            return Effect.CHANGED;
        }
        if (isOwn(event)) {
            return own.happened(event) ? Effect.CHANGED : Effect.NONE;
        }
        return note(event);
    }

    /** An own text was given to the client. */
    public void said(Waiting text) {
        unread = Optional.empty();
        own.add(text);
    }

    /** How many messages are here. */
    public int size() {
        return messages.size();
    }

    /** The last message; empty if there is none. */
    public Optional<EventId> last() {
        return last;
    }

    /** A message that is here. */
    public Optional<ClientEvent.Message> find(EventId id) {
        return Optional.ofNullable(messages.get(id));
    }

    /** Whom a message has come to. */
    Reach.Who who(EventId message) {
        return reach.among(messages.keySet()).who(message);
    }

    /** Where something is among the items; -1 if it is not. */
    public static int place(List<Item> items, Predicate<Item> wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (wanted.test(items.get(i))) {
                return i;
            }
        }
        return -1;
    }

    static boolean shows(Item item, EventId id) {
        return item instanceof Item.Bubble bubble && bubble.message().id().equals(id);
    }

    /** Everything, from top to bottom. */
    public List<Item> items() {
        Reach.Among among = reach.among(messages.keySet());
        List<Item> items = new ArrayList<>();
        Optional<ClientEvent.Message> above = Optional.empty();
        LocalDate today = LocalDate.now(clock);
        LocalDate shown = LocalDate.MIN;
        addNotes(items, Optional.empty());
        for (ClientEvent.Message each : messages.values()) {
            // Clocks differ: days go on only, and none has not come yet.
            LocalDate day = day(each).isAfter(today) ? today : day(each);
            boolean newDay = day.isAfter(shown);
            if (newDay) {
                shown = day;
                items.add(new Item.Day(day));
            }
            boolean line = unread.equals(Optional.of(each.id()));
            if (line) {
                items.add(new Item.Unread());
            }
            boolean first = newDay
                    || line
                    || !above.map(one -> one.sender().user())
                            .equals(Optional.of(each.sender().user()));
            items.add(new Item.Bubble(
                    each,
                    first,
                    each.marks().replyTo().flatMap(this::find),
                    each.sender().self() ? among.state(each.id(), own.far(each.id())) : Optional.empty()));
            addNotes(items, Optional.of(each.id()));
            above = Optional.of(each);
        }
        own.besides(messages.keySet()).forEach(each -> items.add(new Item.Unsent(each)));
        return items;
    }

    private boolean isOwn(ClientEvent event) {
        return event instanceof ClientEvent.Waits waits && waits.room().equals(room)
                || event instanceof ClientEvent.Withdrawn over && over.room().equals(room)
                || event instanceof ClientEvent.Sent sent && sent.room().equals(room)
                || event instanceof ClientEvent.Stored stored && stored.room().equals(room)
                || event instanceof ClientEvent.Safe safe && safe.room().equals(room);
    }

    private Effect note(ClientEvent event) {
        if (event instanceof ClientEvent.Retitled retitled
                && retitled.room().ref().equals(room)) {
            Optional<RoomInfo> before = info;
            info = Optional.of(retitled.room());
            boolean known = before.filter(old -> alike(old, retitled.room())).isPresent();
            return known ? Effect.NONE : add(new Item.Note(event, before));
        }
        return isNote(event) ? add(new Item.Note(event)) : Effect.NONE;
    }

    private boolean isNote(ClientEvent event) {
        return event instanceof ClientEvent.MemberJoined joined && joined.room().equals(room)
                || event instanceof ClientEvent.MemberLeft left && left.room().equals(room)
                || event instanceof ClientEvent.Removed removed
                        && removed.room().equals(room)
                || event instanceof ClientEvent.Ranked ranked && ranked.room().equals(room)
                || event instanceof ClientEvent.DeviceChanged changed
                        && people.contains(changed.person().user())
                || event instanceof ClientEvent.Unreadable unreadable
                        && unreadable.room().equals(room)
                || event instanceof ClientEvent.BeforeJoining before
                        && before.room().equals(room);
    }

    private static boolean alike(RoomInfo one, RoomInfo other) {
        return one.title().equals(other.title()) && one.topic().equals(other.topic());
    }

    private Effect add(Item.Note note) {
        notes.computeIfAbsent(last, id -> new ArrayList<>()).add(note);
        return Effect.CHANGED;
    }

    private void addNotes(List<Item> items, Optional<EventId> below) {
        items.addAll(notes.getOrDefault(below, new ArrayList<>()));
    }

    private void again(ClientEvent event) {
        if (event instanceof ClientEvent.Message message) {
            messages.putIfAbsent(message.id(), message);
        } else if (event instanceof ClientEvent.Changed changed) {
            messages.computeIfPresent(changed.message().id(), (id, old) -> changed.message());
        } else if (event instanceof ClientEvent.Hidden hidden) {
            hidden.ids().forEach(messages::remove);
        }
    }

    private void put(ClientEvent.Message message) {
        boolean known = messages.put(message.id(), message) != null;
        last = known ? last : Optional.of(message.id());
    }

    private LocalDate day(ClientEvent.Message message) {
        return message.time().atZone(clock.getZone()).toLocalDate();
    }

    private static Optional<EventId> lastOf(Map<EventId, ClientEvent.Message> messages) {
        Optional<EventId> last = Optional.empty();
        for (EventId each : messages.keySet()) {
            last = Optional.of(each);
        }
        return last;
    }
}
