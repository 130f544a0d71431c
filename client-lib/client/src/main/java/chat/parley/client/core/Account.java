package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who the client is: the identity's root key, this device's keys. Made on the first start, kept in the store. Here is the
 * place of the password and the vault that will hold the root key; until there are any, whoever has the folder is the
 * person.
 */
final class Account {
    private static final String ROOT = "root-key";
    private static final String DEVICE = "device-key";
    private static final String SEALING = "sealing-key";
    private static final String USER = "user";
    private static final String RETIRED = "retired-devices";

    private final SigningKey device;
    private final SealingPair sealing;
    private final UserId user;
    private final String name;
    private final Set<DeviceId> retired;

    private Account(SigningKey device, SealingPair sealing, UserId user, String name, Set<DeviceId> retired) {
        this.retired = retired;
        this.device = device;
        this.sealing = sealing;
        this.user = user;
        this.name = name;
    }

    /** Reads the account, or makes one and its identity log. {@code name} is how the person is called from now on. */
    static Account open(Platform platform, EventCodec codec, Ledger ledger, Source self, String name) {
        Map<String, String> settings = new HashMap<>();
        for (Row row : platform.store().rows(Table.SETTING)) {
            settings.put(row.key(), row.value());
        }
        if (!settings.containsKey(USER)) {
            return create(platform, codec, ledger, self, name);
        }
        byte[] pair = decode(settings.get(SEALING));
        return new Account(
                new SigningKey(decode(settings.get(DEVICE))),
                pair(pair),
                UserId.of(settings.get(USER)),
                name,
                devices(settings.getOrDefault(RETIRED, "")));
    }

    /** A new device in place of this one, which is revoked: durable after the next flush. */
    Account renew(Platform platform, EventCodec codec, Ledger ledger, Source self) {
        ClientStore store = platform.store();
        SigningKey root = new SigningKey(decode(store.get(Table.SETTING, ROOT)
                .orElseThrow(() -> new IllegalStateException("the identity's root key is not here"))));
        SigningKey next = platform.crypto().newSigningKey();
        SealingPair pair = platform.crypto().newSealingPair();
        Act add = new Act.AddDevice(
                next.device(), pair.key(), IdentityRules.prove(platform.crypto(), next, user, pair.key()));
        RootActs acts = new RootActs(platform, codec, ledger, self);
        acts.write(user, root, ActCodec.ADD_DEVICE, add);
        acts.write(user, root, ActCodec.REVOKE_DEVICE, new Act.RevokeDevice(device.device()));
        Set<DeviceId> past = new LinkedHashSet<>(retired);
        past.add(device.device());
        store.put(Table.SETTING, DEVICE, encode(next.expose()));
        store.put(Table.SETTING, SEALING, encode(join(pair)));
        store.put(Table.SETTING, RETIRED, text(past));
        return new Account(next, pair, user, name, past);
    }

    /** Devices of this store that were replaced: what was encrypted for them may still be readable here. */
    Set<DeviceId> retired() {
        return Collections.unmodifiableSet(retired);
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

    /** The pair to which a box was sealed, if it is one of this device's. */
    Optional<SealingPair> sealing(SealingKey key) {
        return sealing.key().equals(key) ? Optional.of(sealing) : Optional.empty();
    }

    private static Account create(Platform platform, EventCodec codec, Ledger ledger, Source self, String name) {
        Crypto crypto = platform.crypto();
        ClientStore store = platform.store();
        SigningKey root = crypto.newSigningKey();
        SigningKey device = crypto.newSigningKey();
        SealingPair sealing = crypto.newSealingPair();
        ActCodec acts = new ActCodec();
        long now = platform.clock().millis();

        Header.Author nobody = new Header.Author(Optional.empty(), root.device());
        Event genesis = codec.sign(
                new EventCodec.Draft(
                        IdentityRules.NAME,
                        EventClass.CONTROL,
                        ActCodec.IDENTITY,
                        nobody,
                        acts.write(new Act.Identity()),
                        now),
                EventCodec.Place.genesis(),
                root);
        UserId user = genesis.user();
        ledger.offer(genesis, self);
        Act add = new Act.AddDevice(
                device.device(), sealing.key(), IdentityRules.prove(crypto, device, user, sealing.key()));
        new RootActs(platform, codec, ledger, self).write(user, root, ActCodec.ADD_DEVICE, add);

        store.put(Table.SETTING, ROOT, encode(root.expose()));
        store.put(Table.SETTING, DEVICE, encode(device.expose()));
        store.put(Table.SETTING, SEALING, encode(join(sealing)));
        store.put(Table.SETTING, USER, user.toString());
        ledger.flush();
        return new Account(device, sealing, user, name, Collections.<DeviceId>emptySet());
    }

    private static Set<DeviceId> devices(String text) {
        Set<DeviceId> devices = new LinkedHashSet<>();
        for (String each : text.split(" ")) {
            if (!each.isEmpty()) {
                devices.add(DeviceId.of(each));
            }
        }
        return devices;
    }

    private static String text(Set<DeviceId> devices) {
        StringBuilder text = new StringBuilder();
        devices.forEach(device -> text.append(text.length() == 0 ? "" : " ").append(device));
        return text.toString();
    }

    private static byte[] join(SealingPair pair) {
        byte[] both = new byte[64];
        System.arraycopy(pair.key().bytes(), 0, both, 0, 32);
        System.arraycopy(pair.secret().expose(), 0, both, 32, 32);
        return both;
    }

    private static SealingPair pair(byte[] both) {
        byte[] secret = new byte[32];
        byte[] open = new byte[32];
        System.arraycopy(both, 0, open, 0, 32);
        System.arraycopy(both, 32, secret, 0, 32);
        return new SealingPair(new SealingKey(open), new Secret(secret));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
