package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.IdentityRules;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who the client is: its user, this device's keys, and the identity's root key as long as it is not in a vault. Made on
 * the first start, kept in the store.
 */
final class Account {
    private static final String ROOT = "root-key";
    private static final String DEVICE = "device-key";
    private static final String USER = "user";
    private static final String RETIRED = "retired-devices";

    private final ClientStore store;
    private final SigningKey device;
    private final SealingKeys sealing;
    private final UserId user;
    private final String name;

    private Account(ClientStore store, SigningKey device, SealingKeys sealing, UserId user, String name) {
        this.store = store;
        this.device = device;
        this.sealing = sealing;
        this.user = user;
        this.name = name;
    }

    /** The keys of a device that another one has added. */
    record Device(SigningKey key, SealingPair sealing) {}

    /** Reads the account, or makes one and its identity log. {@code name} is how the person is called from now on. */
    static Account open(Platform platform, RootActs acts, Ledger ledger, String name) {
        ClientStore store = platform.store();
        Optional<String> user = store.get(Table.SETTING, USER);
        return user.isPresent()
                ? new Account(
                        store,
                        new SigningKey(decode(store.get(Table.SETTING, DEVICE)
                                .orElseThrow(() -> new IllegalStateException("the device's key is missing")))),
                        SealingKeys.read(store),
                        UserId.of(user.get()),
                        name)
                : create(platform, acts, ledger, name);
    }

    /** Forgets who this is: durable, with who it is next, after the next commit. */
    static void wipe(ClientStore store) {
        for (String each : new String[] {ROOT, DEVICE, USER, RETIRED}) {
            store.remove(Table.SETTING, each);
        }
        SealingKeys.wipe(store);
    }

    /** A new device of a user whose identity is in the log: added by its root, durable after the next flush. */
    static Account added(Platform platform, RootActs acts, UserId user, SigningKey root, String name) {
        Device next = device(platform);
        acts.write(user, root, add(platform, next, user));
        return begin(platform, user, next, platform.clock().millis(), name);
    }

    /** The device that somebody's other device has added, who has seen its keys: they are replaced as soon as may be. */
    static Account shown(Platform platform, UserId user, Device shown, String name) {
        return begin(platform, user, shown, SealingKeys.AT_ONCE, name);
    }

    /** A new device in place of this one, which is revoked: durable after the next flush. */
    Account renew(Platform platform, RootActs acts, SigningKey root) {
        Device next = device(platform);
        acts.write(user, root, add(platform, next, user));
        acts.write(user, root, new Act.RevokeDevice(device.device()));
        Set<DeviceId> past = new LinkedHashSet<>(retired());
        past.add(device.device());
        store.put(Table.SETTING, RETIRED, text(past));
        return begin(platform, user, next, platform.clock().millis(), name);
    }

    /** The identity's root key; empty if it is in a vault, or with another device. */
    Optional<SigningKey> root() {
        return store.get(Table.SETTING, ROOT).map(text -> new SigningKey(decode(text)));
    }

    /** It is in a vault from now on. */
    void forgetRoot() {
        store.remove(Table.SETTING, ROOT);
    }

    /** Devices of this store that were replaced: what was encrypted for them may still be readable here. */
    Set<DeviceId> retired() {
        Set<DeviceId> devices = new LinkedHashSet<>();
        for (String each : store.get(Table.SETTING, RETIRED).orElse("").split(" ")) {
            if (!each.isEmpty()) {
                devices.add(DeviceId.of(each));
            }
        }
        return Collections.unmodifiableSet(devices);
    }

    UserId user() {
        return user;
    }

    String name() {
        return name;
    }

    SigningKey key() {
        return device;
    }

    DeviceId device() {
        return device.device();
    }

    Header.Author author() {
        return new Header.Author(Optional.of(user), device.device());
    }

    SealingKeys sealing() {
        return sealing;
    }

    /** The pair to which a box was sealed, if it is one of this device's. */
    Optional<SealingPair> sealing(SealingKey key) {
        return sealing.find(key);
    }

    private static Account create(Platform platform, RootActs acts, Ledger ledger, String name) {
        SigningKey root = platform.crypto().newSigningKey();
        Device device = device(platform);
        Event genesis = acts.begin(root);
        UserId user = genesis.user();
        acts.write(user, root, add(platform, device, user));
        platform.store().put(Table.SETTING, ROOT, encode(root.expose()));
        Account account = begin(platform, user, device, platform.clock().millis(), name);
        ledger.flush();
        return account;
    }

    private static Account begin(Platform platform, UserId user, Device device, long made, String name) {
        ClientStore store = platform.store();
        store.put(Table.SETTING, DEVICE, encode(device.key().expose()));
        store.put(Table.SETTING, USER, user.toString());
        return new Account(store, device.key(), SealingKeys.begin(store, device.sealing(), made), user, name);
    }

    private static Device device(Platform platform) {
        return new Device(platform.crypto().newSigningKey(), platform.crypto().newSealingPair());
    }

    /** What the root signs to add a device. */
    static Act add(Platform platform, Device device, UserId user) {
        return new Act.AddDevice(
                device.key().device(),
                device.sealing().key(),
                IdentityRules.prove(
                        platform.crypto(), device.key(), user, device.sealing().key()));
    }

    private static String text(Iterable<DeviceId> devices) {
        StringBuilder text = new StringBuilder();
        devices.forEach(device -> text.append(text.length() == 0 ? "" : " ").append(device));
        return text.toString();
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
