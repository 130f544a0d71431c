package chat.parley.server.hosting;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.log.HostingStore;
import chat.parley.server.log.HostingStore.Standing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;

/** What is to be written down of which logs are hosted; written between two batches. */
final class StandingBook {
    /** How much newer a use must be than the one written down, in milliseconds. */
    private static final long SAVE_MILLIS = 3_600_000;

    private static final Logger LOG = System.getLogger(StandingBook.class.getName());

    private final Ledger ledger;
    private final HostingStore store;
    private final Map<LogId, Standing> unsaved = new HashMap<>();

    StandingBook(Ledger ledger, HostingStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    void hosted(HostedLog log) {
        log.wantedSaved = log.wanted;
        unsaved.put(log.id, new Standing.Hosted(log.wanted));
    }

    /** A log was used: that is written down now and then. */
    void used(HostedLog log) {
        if (log.full && (log.wantedSaved == HostedLog.NEVER || log.wanted - log.wantedSaved >= SAVE_MILLIS)) {
            hosted(log);
        }
    }

    /** Hosted no more, and on its way out since then. */
    void released(LogId log, long since) {
        unsaved.put(log, new Standing.Released(since));
    }

    void gone(LogId log) {
        unsaved.put(log, new Standing.None());
    }

    /** Not while a batch is open: its commit would be this one's too. */
    void save() {
        if (unsaved.isEmpty() || ledger.pending()) {
            return;
        }
        try {
            store.save(unsaved);
            unsaved.clear();
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "which logs are hosted is not written down yet: {0}", e.getMessage());
        }
    }
}
