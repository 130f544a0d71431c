package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.ForwardingEventStore;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The client's events: in memory, and as rows of its store. What follows from new events (keys, read messages) is written
 * in the transaction that writes them, so that a crash loses both or neither.
 */
final class EventRows extends ForwardingEventStore implements DurableStore {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    private final MemoryEventStore events = new MemoryEventStore();
    private final ClientStore store;
    private final List<Event> added = new ArrayList<>();
    private Consumer<List<Event>> digest = news -> {};

    EventRows(ClientStore store, EventCodec codec) {
        this.store = store;
        for (Row row : store.rows(Table.EVENT)) {
            events.add(read(codec, row.value()));
        }
    }

    /** What is done with new events before they are committed. */
    void digestBy(Consumer<List<Event>> reader) {
        digest = reader;
    }

    @Override
    protected EventStore events() {
        return events;
    }

    @Override
    public void add(Event event) {
        events.add(event);
        added.add(event);
        store.put(Table.EVENT, event.id().toString(), write(event));
    }

    @Override
    public void commit() throws StoreException {
        List<Event> news = new ArrayList<>(added);
        added.clear();
        digest.accept(news);
        store.commit();
    }

    private static String write(Event event) {
        Payload payload = event.payload();
        return new JsonText()
                .open()
                .field("header", event.headerText())
                .field("signature", event.signature())
                .field("body", payload instanceof Payload.Whole ? ((Payload.Whole) payload).text() : "")
                .field("part", payload instanceof Payload.Part ? ((Payload.Part) payload).text() : "")
                .close()
                .toString();
    }

    private static Event read(EventCodec codec, String text) {
        try (JsonFields in = SOURCE.read(text)) {
            in.open();
            String header = in.text("header");
            String signature = in.text("signature");
            String body = in.text("body");
            String part = in.text("part");
            Payload payload = !part.isEmpty()
                    ? new Payload.Part(part)
                    : body.isEmpty() ? new Payload.Dropped() : new Payload.Whole(body);
            return codec.trusted(header, signature, payload);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a row of the store is damaged");
        }
    }
}
