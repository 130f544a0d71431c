package chat.parley.server.cluster;

import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;

/** Writes this server's receipts: one signature for all events that came from one side in one batch. */
public final class ReceiptBook {
    private final ServerIdentity identity;
    private final Receipts receipts;

    public ReceiptBook(ServerIdentity identity, Crypto crypto) {
        this.identity = identity;
        this.receipts = new Receipts(crypto);
    }

    /** Receipts for events that are on this server's disk. */
    public List<Stored> write(List<Event> events) {
        List<Stored> written = new ArrayList<>(1);
        for (int from = 0; from < events.size(); from += Stored.MAX_IDS) {
            List<EventId> ids = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (Event event : events.subList(from, Math.min(events.size(), from + Stored.MAX_IDS))) {
                ids.add(event.id());
                texts.add(event.id().toString());
            }
            written.add(new Stored(identity.certificate().write(), texts, receipts.sign(ids, identity.key())));
        }
        return written;
    }
}
