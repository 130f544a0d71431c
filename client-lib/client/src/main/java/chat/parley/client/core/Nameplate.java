package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.RoomState;
import java.util.List;
import java.util.Optional;

/** What a room is called, and what it is; and what the person was told of that last. */
final class Nameplate {
    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final Door door;
    private final Titles titles;
    private Optional<Card> shown = Optional.empty();

    Nameplate(RoomRef room, LogId log, Desk desk, Door door, Titles titles) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.door = door;
        this.titles = titles;
    }

    RoomInfo info() {
        RoomState state = desk.room(log).state();
        Optional<Person> peer = door.peer().map(user -> desk.person(user, state));
        RoomInfo.Kind kind = room instanceof RoomRef.Open
                ? RoomInfo.Kind.OPEN
                : peer.isPresent() ? RoomInfo.Kind.DIRECT : RoomInfo.Kind.OWNED;
        Optional<Card.Title> title = titles.current().map(Card::title);
        String name = peer.isPresent()
                ? peer.get().name()
                : title.map(Card.Title::name).orElse(untitled());
        String topic = title.map(Card.Title::topic).orElse("");
        Charter.History history = EpochMaker.keepsSecrets(state) ? Charter.History.ALL : Charter.History.NONE;
        return new RoomInfo(room, kind, name, topic, state.rank(desk.account().user()), history, peer);
    }

    /** The person is shown the name as it is now. */
    void begin() {
        shown = titles.current();
    }

    /** Tells who has renamed the room since the last call. */
    void tell(List<ClientEvent> told) {
        Optional<Card> card = titles.current();
        if (!card.equals(shown)) {
            shown = card;
            card.ifPresent(each -> told.add(new ClientEvent.Retitled(
                    info(), desk.person(each.author().user(), desk.room(log).state()))));
        }
    }

    private String untitled() {
        return room instanceof RoomRef.Open ? room.toString() : log.brief();
    }
}
