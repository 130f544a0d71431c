package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.rules.Epoch;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one room: a chain for every device of every opened epoch, and what the newest epochs can be extended with.
 * A chain key is replaced, and so forgotten, when its message was read or sent; an epoch's own secret is never kept.
 */
final class KeyRing {
    /** Epochs whose chains are kept for messages that come late. */
    static final int MAX_EPOCHS = 64;

    /**
     * How long an epoch can be extended after it was opened here, in milliseconds. Longer than its makers extend it, so
     * that one made at the same time as a fresh epoch still opens.
     */
    static final long JOIN_MILLIS = 24 * 3600 * 1000L;

    private final LogId log;
    private final ClientStore store;
    private final Map<EventId, Map<DeviceId, Chain>> chains = new LinkedHashMap<>();
    private final Map<EventId, Join> joins = new HashMap<>();

    private record Join(long opened, Secret secret) {}

    KeyRing(LogId log, ClientStore store) {
        this.log = log;
        this.store = store;
        String prefix = log + " ";
        for (Row row : store.rows(Table.EPOCH)) {
            if (row.key().startsWith(prefix)) {
                String[] value = row.value().split(" ");
                joins.put(
                        EventId.of(row.key().substring(prefix.length())),
                        new Join(Long.parseLong(value[0]), new Secret(Account.decode(value[1]))));
            }
        }
        for (Row row : store.rows(Table.CHAIN)) {
            if (row.key().startsWith(prefix)) {
                String[] key = row.key().split(" ");
                String[] value = row.value().split(" ");
                chains.computeIfAbsent(EventId.of(key[1]), id -> new HashMap<>())
                        .put(
                                DeviceId.of(key[2]),
                                new Chain(new Secret(Account.decode(value[1])), Long.parseLong(value[0])));
            }
        }
    }

    /** Keeps what follows from an epoch's secret, and wipes the secret. */
    void open(Epoch epoch, Secret secret, EpochSealer sealer, long now) {
        Secret join = sealer.join(secret);
        joins.put(epoch.id(), new Join(now, join));
        store.put(Table.EPOCH, log + " " + epoch.id(), now + " " + Account.encode(join.expose()));
        for (DeviceId device : epoch.audience()) {
            put(epoch.id(), device, new Chain(sealer.chain(log, epoch.id(), device, secret), 0));
        }
        secret.wipe();
        while (chains.size() > MAX_EPOCHS) {
            EventId oldest = chains.keySet().iterator().next();
            chains.remove(oldest);
            store.removeAll(Table.CHAIN, log + " " + oldest + " ");
        }
        forgetOld(now);
    }

    /** The chain of a device in an epoch, at its next message. */
    Optional<Chain> chain(EventId epoch, DeviceId device) {
        Map<DeviceId, Chain> all = chains.get(epoch);
        return all == null ? Optional.empty() : Optional.ofNullable(all.get(device));
    }

    /** Replaces a chain by a later one. */
    void put(EventId epoch, DeviceId device, Chain chain) {
        Chain before = chains.computeIfAbsent(epoch, id -> new HashMap<>()).put(device, chain);
        if (before != null) {
            before.next().wipe();
        }
        store.put(
                Table.CHAIN,
                log + " " + epoch + " " + device,
                chain.index() + " " + Account.encode(chain.next().expose()));
    }

    /** What the epoch can be extended with, if it is still kept. */
    Optional<Secret> join(EventId epoch) {
        Join join = joins.get(epoch);
        return join == null ? Optional.empty() : Optional.of(join.secret());
    }

    /** Forgets with what old epochs could be extended. */
    void forgetOld(long now) {
        joins.values().removeIf(join -> {
            boolean old = join.opened() < now - JOIN_MILLIS;
            if (old) {
                join.secret().wipe();
            }
            return old;
        });
        forgetOld(store, now);
    }

    /** The same in the store, for all rooms: also for those that were left. */
    static void forgetOld(ClientStore store, long now) {
        for (Row row : store.rows(Table.EPOCH)) {
            if (opened(row) < now - JOIN_MILLIS) {
                store.remove(Table.EPOCH, row.key());
            }
        }
    }

    private static long opened(Row row) {
        return Long.parseLong(row.value().substring(0, row.value().indexOf(' ')));
    }
}
