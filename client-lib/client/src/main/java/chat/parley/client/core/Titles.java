package chat.parley.client.core;

import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an owned room is called: the cards that came, of which the highest that is not hidden counts. */
final class Titles {
    /** Cards that are kept, the highest: if one comes to be hidden, the one before counts again. */
    static final int MAX_CARDS = 16;

    private final LogId log;
    private final Desk desk;
    private final Map<EventId, Card> cards = new LinkedHashMap<>();
    private List<EventId> lookedAt = Collections.emptyList();
    private Optional<Card> current = Optional.empty();

    Titles(LogId log, Desk desk) {
        this.log = log;
        this.desk = desk;
        for (Row row :
                desk.platform().store().first(Table.CARD, RowKey.first(log), RowKey.end(log), Integer.MAX_VALUE)) {
            try {
                cards.put(EventId.of(row.key().substring(RowKey.first(log).length())), Card.read(row.value()));
            } catch (MalformedJsonException e) {
                // It came before counters were bounded, and counts for nothing: the room is there without it.
                continue;
            }
        }
    }

    /** Takes a card that an event has brought, if it counts there. */
    void add(Event source, Card card) {
        boolean first = source.header().genesis();
        RoomState state = desk.room(log)
                .stateAt(
                        first
                                ? Collections.singletonList(source.id())
                                : source.header().control());
        if (!card.counted(source) || !card.valid(desk.crypto(), log, state) || cards.containsValue(card)) {
            return;
        }
        cards.put(source.id(), card);
        lookedAt = Collections.emptyList();
        desk.platform().store().put(Table.CARD, RowKey.of(log, source.id()), card.write());
        if (cards.size() > MAX_CARDS) {
            List<Map.Entry<EventId, Card>> ordered = new ArrayList<>(cards.entrySet());
            ordered.sort(Map.Entry.comparingByValue(Card.ORDER));
            EventId lowest = ordered.get(0).getKey();
            cards.remove(lowest);
            desk.platform().store().remove(Table.CARD, RowKey.of(log, lowest));
        }
    }

    /** The event that brought it was taken out of the log. */
    void forget(EventId source) {
        lookedAt = Collections.emptyList();
        if (cards.remove(source) != null) {
            desk.platform().store().remove(Table.CARD, RowKey.of(log, source));
        }
    }

    /** The card that counts; looked for again only when control events or cards have come. */
    Optional<Card> current() {
        List<EventId> frontier = desk.room(log).frontier();
        if (!frontier.equals(lookedAt)) {
            current = cards.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Card.ORDER.reversed()))
                    .filter(each -> !hidden(each.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            lookedAt = frontier;
        }
        return current;
    }

    /** A card with another title, by this device. */
    Card sign(Card.Title title) {
        long counter = cards.values().stream()
                .map(Card::counter)
                .max(Comparator.naturalOrder())
                .orElse(0L);
        return Card.sign(
                desk.crypto(), desk.account().key(), log, desk.account().user(), counter + 1, title);
    }

    /** The card to show newcomers in a state: signed anew if its signer is no admin there and this user is. */
    Optional<Card> presentable(RoomState state) {
        Optional<Card> card = current();
        boolean admin = state.rank(desk.account().user())
                .filter(rank -> rank.weight() >= Rank.ADMIN.weight())
                .isPresent();
        boolean stale =
                card.filter(each -> !each.valid(desk.crypto(), log, state)).isPresent();
        return stale && admin ? card.map(each -> sign(each.title())) : card;
    }

    private boolean hidden(EventId source) {
        return desk.events().find(source).filter(desk.room(log)::hidden).isPresent();
    }
}
