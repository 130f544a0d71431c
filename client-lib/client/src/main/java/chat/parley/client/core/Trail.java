package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Archive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The epochs of an owned room whose secrets this device has had, and which each of them follows: what the next one's archive
 * is made of. In a room whose newcomers may read all, the secrets themselves are kept; in any other they never are.
 */
final class Trail {
    /** Epochs that are remembered where no secrets are kept: those that others follow are forgotten first. */
    static final int MAX_EPOCHS = KeyRing.MAX_EPOCHS;

    private static final String NO_SECRET = "-";

    private final LogId log;
    private final ClientStore store;
    private final Map<EventId, Step> steps = new LinkedHashMap<>();

    private record Step(List<EventId> past, Optional<Secret> secret) {}

    Trail(LogId log, ClientStore store) {
        this.log = log;
        this.store = store;
        for (Row row : store.first(Table.PAST, RowKey.first(log), RowKey.end(log), Integer.MAX_VALUE)) {
            String[] parts = row.value().split(" ");
            List<EventId> past = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) {
                past.add(EventId.of(parts[i]));
            }
            Optional<Secret> secret =
                    parts[0].equals(NO_SECRET) ? Optional.empty() : Optional.of(new Secret(Account.decode(parts[0])));
            steps.put(EventId.of(row.key().substring(RowKey.first(log).length())), new Step(past, secret));
        }
    }

    /**
     * An epoch's secret is known.
     *
     * @param kept its secret, in a room whose newcomers may read all
     */
    void add(EventId epoch, Collection<EventId> past, Optional<Secret> kept) {
        steps.put(epoch, new Step(new ArrayList<>(past), kept));
        StringBuilder row = new StringBuilder(
                kept.map(secret -> Account.encode(secret.expose())).orElse(NO_SECRET));
        past.forEach(each -> row.append(' ').append(each));
        store.put(Table.PAST, RowKey.of(log, epoch), row.toString());
        forgetOldest();
    }

    /** The epoch was taken out of the log. */
    void forget(EventId epoch) {
        if (steps.remove(epoch) != null) {
            store.remove(Table.PAST, RowKey.of(log, epoch));
        }
    }

    /** An epoch's secret, where secrets are kept. */
    Optional<Secret> secret(EventId epoch) {
        Step step = steps.get(epoch);
        return step == null ? Optional.empty() : step.secret();
    }

    /** The epochs known that no other one follows. */
    List<EventId> tips() {
        Map<EventId, List<EventId>> known = new LinkedHashMap<>();
        steps.forEach((epoch, step) -> known.put(epoch, step.past()));
        return Archive.tips(known);
    }

    private void forgetOldest() {
        if (steps.size() <= MAX_EPOCHS) {
            return;
        }
        List<EventId> tips = tips();
        Iterator<Map.Entry<EventId, Step>> oldest = steps.entrySet().iterator();
        while (steps.size() > MAX_EPOCHS && oldest.hasNext()) {
            Map.Entry<EventId, Step> each = oldest.next();
            if (!each.getValue().secret().isPresent() && !tips.contains(each.getKey())) {
                oldest.remove();
                store.remove(Table.PAST, RowKey.of(log, each.getKey()));
            }
        }
    }
}
