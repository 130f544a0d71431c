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
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Epoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The keys of one room: a chain for every device of every opened epoch, and what the newest epochs can be extended with.
 * A chain key is replaced, and so forgotten, when its message was read or sent; an epoch's own secret is never kept.
 */
final class KeyRing {
    /** Epochs whose chains are kept for messages that come late: of those before them a box has to be opened again. */
    static final int MAX_EPOCHS = 64;

    /**
     * How long an epoch can be extended after it was opened here, in milliseconds, if no fresh one comes before. Longer than
     * its makers extend it; what they extend meanwhile behind a partition opens by this device's box.
     */
    static final long JOIN_MILLIS = 24 * 3600 * 1000L;

    /** Keys of messages that were stepped over, in one room: of more the later ones are not kept. */
    static final int MAX_SKIPPED = 8192;

    /** The same, of messages of one device. */
    static final int MAX_SKIPPED_OF_DEVICE = 2048;

    private final LogId log;
    private final ClientStore store;

    /** In the order in which they were opened. */
    private final Map<EventId, Chains> chains = new LinkedHashMap<>();

    private final Map<EventId, Join> joins = new HashMap<>();
    private final Map<Skipped, Secret> skipped = new HashMap<>();
    private final Map<DeviceId, Integer> skippedOf = new HashMap<>();
    private long opened;

    private record Join(long opened, Secret secret) {}

    /** The chains of an epoch, which was the so-and-so-many-th opened. */
    private record Chains(long number, Map<DeviceId, Chain> all) {
        private Chains(long number) {
            this(number, new HashMap<>());
        }
    }

    /** A message that is not here. */
    private record Skipped(EventId epoch, DeviceId device, long index) {}

    KeyRing(LogId log, ClientStore store) {
        this.log = log;
        this.store = store;
        for (Row row : rows(Table.EPOCH)) {
            String[] value = row.value().split(" ");
            joins.put(
                    EventId.of(row.key().substring(RowKey.first(log).length())),
                    new Join(Long.parseLong(value[0]), new Secret(Account.decode(value[1]))));
        }
        Map<EventId, Chains> read = new HashMap<>();
        for (Row row : rows(Table.CHAIN)) {
            String[] key = row.key().split(" ");
            String[] value = row.value().split(" ");
            Secret secret = new Secret(Account.decode(value[1]));
            EventId epoch = EventId.of(key[1]);
            DeviceId device = DeviceId.of(key[2]);
            if (key.length > 3) {
                skip(new Skipped(epoch, device, Long.parseLong(value[0])), secret);
            } else {
                read.computeIfAbsent(epoch, id -> new Chains(value.length > 2 ? Long.parseLong(value[2]) : 0))
                        .all()
                        .put(device, new Chain(secret, Long.parseLong(value[0])));
            }
        }
        List<Map.Entry<EventId, Chains>> ordered = new ArrayList<>(read.entrySet());
        ordered.sort(Comparator.comparingLong(each -> each.getValue().number()));
        for (Map.Entry<EventId, Chains> each : ordered) {
            chains.put(each.getKey(), each.getValue());
            opened = each.getValue().number();
        }
    }

    private List<Row> rows(Table table) {
        return store.first(table, RowKey.first(log), RowKey.end(log), Integer.MAX_VALUE);
    }

    /**
     * Keeps what follows from an epoch's secret, and wipes the secret. After a fresh epoch nobody extends those before it.
     *
     * @param room where the epochs are
     */
    void open(Epoch epoch, Secret secret, EpochSealer sealer, RoomLog room, long now) {
        Secret join = sealer.join(secret);
        joins.put(epoch.id(), new Join(now, join));
        store.put(Table.EPOCH, RowKey.of(log, epoch.id()), now + " " + Account.encode(join.expose()));
        for (DeviceId device : epoch.audience()) {
            put(epoch.id(), device, new Chain(sealer.chain(log, epoch.id(), device, secret), 0));
        }
        secret.wipe();
        if (!epoch.head().previous().isPresent()) {
            forgetJoins((id, kept) -> room.epoch(id)
                    .filter(other -> Epoch.ORDER.compare(other, epoch) < 0)
                    .isPresent());
        }
        forgetOld(now);
    }

    /** The epoch was taken out of the log. */
    void forget(EventId epoch) {
        forgetChains(epoch);
        Join join = joins.remove(epoch);
        if (join != null) {
            join.secret().wipe();
            store.remove(Table.EPOCH, RowKey.of(log, epoch));
        }
    }

    private void forgetChains(EventId epoch) {
        Chains gone = chains.remove(epoch);
        if (gone != null) {
            gone.all().values().forEach(chain -> chain.next().wipe());
        }
        store.removeAll(Table.CHAIN, log + " " + epoch + " ");
        for (Skipped each : new ArrayList<>(skipped.keySet())) {
            if (each.epoch().equals(epoch)) {
                forget(each);
            }
        }
    }

    /** The chain of a device in an epoch, at its next message. */
    Optional<Chain> chain(EventId epoch, DeviceId device) {
        Chains all = chains.get(epoch);
        return all == null ? Optional.empty() : Optional.ofNullable(all.all().get(device));
    }

    /** Replaces a chain by a later one. */
    void put(EventId epoch, DeviceId device, Chain chain) {
        if (!chains.containsKey(epoch)) {
            chains.put(epoch, new Chains(++opened));
            if (chains.size() > MAX_EPOCHS) {
                forgetChains(chains.keySet().iterator().next());
            }
        }
        Chains all = chains.get(epoch);
        Chain before = all.all().put(device, chain);
        if (before != null) {
            before.next().wipe();
        }
        store.put(
                Table.CHAIN,
                log + " " + epoch + " " + device,
                chain.index() + " " + Account.encode(chain.next().expose()) + " " + all.number());
    }

    /** Keeps the key of a message that is not here and may come later; each serves once. */
    void skip(EventId epoch, DeviceId device, long index, Secret key) {
        Skipped message = new Skipped(epoch, device, index);
        if (skipped.size() >= MAX_SKIPPED || skippedOf.getOrDefault(device, 0) >= MAX_SKIPPED_OF_DEVICE) {
            key.wipe();
        } else if (!skipped.containsKey(message)) {
            skip(message, key);
            store.put(Table.CHAIN, row(message), index + " " + Account.encode(key.expose()));
        }
    }

    private void skip(Skipped message, Secret key) {
        skipped.put(message, key);
        skippedOf.merge(message.device(), 1, Integer::sum);
    }

    /** The key of a message that was stepped over, if it was kept. */
    Optional<Secret> skipped(EventId epoch, DeviceId device, long index) {
        return Optional.ofNullable(skipped.get(new Skipped(epoch, device, index)));
    }

    /** It has served. */
    void forgetSkipped(EventId epoch, DeviceId device, long index) {
        forget(new Skipped(epoch, device, index));
    }

    /** None of them can come any more. */
    void forgetSkipped() {
        new ArrayList<>(skipped.keySet()).forEach(this::forget);
    }

    private void forget(Skipped message) {
        Secret key = skipped.remove(message);
        if (key != null) {
            key.wipe();
            skippedOf.merge(message.device(), -1, (had, one) -> had + one == 0 ? null : had + one);
            store.remove(Table.CHAIN, row(message));
        }
    }

    private String row(Skipped message) {
        return log + " " + message.epoch() + " " + message.device() + " " + message.index();
    }

    /** What the epoch can be extended with, if it is still kept. */
    Optional<Secret> join(EventId epoch) {
        Join join = joins.get(epoch);
        return join == null ? Optional.empty() : Optional.of(join.secret());
    }

    /** Forgets with what old epochs could be extended. */
    void forgetOld(long now) {
        forgetJoins((id, join) -> old(join.opened(), now));
    }

    private void forgetJoins(BiPredicate<EventId, Join> which) {
        joins.entrySet().removeIf(each -> {
            boolean gone = which.test(each.getKey(), each.getValue());
            if (gone) {
                each.getValue().secret().wipe();
                store.remove(Table.EPOCH, RowKey.of(log, each.getKey()));
            }
            return gone;
        });
    }

    /** The same in the store, for all rooms: also for those that were left. */
    static void forgetOld(ClientStore store, long now) {
        for (Row row : store.rows(Table.EPOCH)) {
            if (old(opened(row), now)) {
                store.remove(Table.EPOCH, row.key());
            }
        }
    }

    /** What was opened in the future was opened by a clock that was wrong: nobody knows how long ago that was. */
    private static boolean old(long opened, long now) {
        return opened < now - JOIN_MILLIS || opened > now;
    }

    private static long opened(Row row) {
        return Long.parseLong(row.value().substring(0, row.value().indexOf(' ')));
    }
}
