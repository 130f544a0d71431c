package chat.parley.client.core;

import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.IdentityRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Other devices of a client's user, made with the root key that its store holds. */
final class MoreDevices implements Source {
    private final World world;
    private final World.Client first;
    private final Map<String, String> settings = new HashMap<>();

    MoreDevices(World world, World.Client first) {
        this.world = world;
        this.first = first;
        for (Row row : first.store.rows(Table.SETTING)) {
            settings.put(row.key(), row.value());
        }
    }

    DeviceId device() {
        return key("device-key").device();
    }

    SigningKey key(String setting) {
        return new SigningKey(Account.decode(settings.get(setting)));
    }

    /** A store of a second device, which the servers know of. */
    MemoryClientStore add() {
        SigningKey device = world.crypto.newSigningKey();
        SealingPair sealing = world.crypto.newSealingPair();
        byte[] pair = new byte[64];
        System.arraycopy(sealing.key().bytes(), 0, pair, 0, 32);
        System.arraycopy(sealing.secret().expose(), 0, pair, 32, 32);
        MemoryClientStore store = new MemoryClientStore();
        List<Event> identity = write(
                store,
                new Act.AddDevice(
                        device.device(),
                        sealing.key(),
                        IdentityRules.prove(world.crypto, device, first.user(), sealing.key())));
        store.put(Table.SETTING, "root-key", settings.get("root-key"));
        store.put(Table.SETTING, "device-key", Account.encode(device.expose()));
        store.put(Table.SETTING, "sealing-keys", Account.encode(pair) + "," + world.now());
        store.put(Table.SETTING, "user", first.user().toString());
        store.commit();
        world.hold(identity);
        return store;
    }

    /** Revokes a device at the first one, which is started again. */
    void revoke(DeviceId device) {
        MemoryClientStore store = first.store.reopen();
        List<Event> identity = write(store, new Act.RevokeDevice(device));
        store.commit();
        // Before anybody hears of it: what the client wrote after this copy of its store would be a copied device's.
        first.restore(store);
        world.hold(identity);
    }

    private List<Event> write(MemoryClientStore store, Act act) {
        EventRows rows = new EventRows(store, world.codec);
        Ledger ledger = new Ledger(rows, world.codec, world.crypto);
        List<Event> known = new EventRows(first.store, world.codec)
                .controlAndKeys(first.user().identity());
        known.addAll(world.ledger.store().controlAndKeys(first.user().identity()));
        known.sort(Event.ORDER);
        known.forEach(event -> ledger.offer(event, this));
        Platform platform = new Platform(world.crypto, store, null, world.clock());
        new RootActs(platform, world.codec, ledger, this, event -> {}).write(first.user(), key("root-key"), act);
        ledger.flush();
        return new ArrayList<>(rows.controlAndKeys(first.user().identity()));
    }

    @Override
    public void stored(List<Event> events) {
        // In the store that was given.
    }

    @Override
    public void failed(List<Event> events) {
        throw new AssertionError();
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        throw new AssertionError(reason);
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        throw new AssertionError();
    }
}
