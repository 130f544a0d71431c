package chat.parley.client.account;

import chat.parley.client.AccountException;
import chat.parley.client.Devices;
import chat.parley.client.store.Table;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.DeviceCode;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The devices of this client's user. Used on the client's thread. */
final class DeviceDesk implements Devices {
    private final Self self;
    private final Errands errands;
    private final KnownAccounts known;
    private final RootKey root;
    private final ActCodec acts = new ActCodec();

    /** A device that was added, and what it is given. */
    private record Added(String code, EventId id) {}

    DeviceDesk(Self self, Errands errands, KnownAccounts known, RootKey root) {
        this.self = self;
        this.errands = errands;
        this.known = known;
        this.root = root;
    }

    @Override
    public List<Device> list() {
        Set<DeviceId> live = new TreeSet<>(self.identity(self.user()).live().keySet());
        List<Device> devices = new ArrayList<>();
        for (Event event : self.log(self.user())) {
            if (event.header().kind().equals(ActCodec.ADD_DEVICE)) {
                DeviceId device = added(event);
                if (live.remove(device)) {
                    devices.add(new Device(
                            device,
                            self.store()
                                    .get(Table.DEVICE_NAME, device.toString())
                                    .orElse(""),
                            Instant.ofEpochMilli(event.header().time()),
                            device.equals(self.device())));
                }
            }
        }
        return devices;
    }

    @Override
    public void name(DeviceId device, String name) {
        if (name.isEmpty()) {
            self.store().remove(Table.DEVICE_NAME, device.toString());
        } else if (!ActCodec.validName(name)) {
            throw new IllegalArgumentException("a name has 1 to 64 characters and no control characters");
        } else {
            self.store().put(Table.DEVICE_NAME, device.toString(), name);
        }
        self.step();
    }

    @Override
    public CompletableFuture<Void> revoke(DeviceId device, char[] password) {
        CompletableFuture<EventId> written = errands.run(
                () -> {
                    boolean other =
                            self.identity(self.user()).live().containsKey(device) && !device.equals(self.device());
                    if (!other) {
                        throw new AccountException(
                                AccountException.Code.NO_DEVICE,
                                "there is no other device of yours with this id; this one ends by logging out");
                    }
                    return root.anywhere(password).thenApply(key -> self.write(key, new Act.RevokeDevice(device)));
                },
                password);
        return written.thenCompose(self::delivered);
    }

    @Override
    public CompletableFuture<String> add(char[] password) {
        CompletableFuture<Added> written = errands.run(
                () -> root.anywhere(password).thenApply(rootKey -> {
                    List<String> urls = self.urls();
                    if (urls.isEmpty()) {
                        throw Talk.notConnected();
                    }
                    DeviceCode code =
                            new DeviceCode(new Secret(self.crypto().random(Secret.BYTES)), self.user(), urls.get(0));
                    errands.wipe(code::wipe);
                    SigningKey key = code.key(self.crypto());
                    SealingPair sealing = code.sealing(self.crypto());
                    EventId id = self.write(
                            rootKey,
                            new Act.AddDevice(
                                    key.device(),
                                    sealing.key(),
                                    IdentityRules.prove(self.crypto(), key, self.user(), sealing.key())));
                    return new Added(code.show(), id);
                }),
                password);
        // Not a part of the errand: others need not wait, nor the password, until a server has it.
        return written.thenCompose(added -> self.delivered(added.id()).thenApply(done -> added.code()));
    }

    @Override
    public CompletableFuture<Void> become(String shown) {
        return errands.run(() -> {
            if (known.good()) {
                throw new AccountException(
                        AccountException.Code.HAS_ACCOUNT,
                        "this is the account " + known.own().get().name() + ": log out of it first");
            }
            DeviceCode code = code(shown);
            errands.wipe(code::wipe);
            SigningKey key = code.key(self.crypto());
            SealingPair sealing = code.sealing(self.crypto());
            return self.visit(code.url())
                    .thenCompose(there -> self.fetch(code.user()))
                    .thenApply(fetched -> {
                        if (!self.identity(code.user()).live().containsKey(key.device())) {
                            throw badCode();
                        }
                        self.become(new Newcomer.Shown(code.user(), key, sealing), known::forgetOwn);
                        return null;
                    });
        });
    }

    @Override
    public CompletableFuture<Void> renew(char[] password) {
        return errands.run(
                () -> {
                    if (!self.retiring()) {
                        throw new AccountException(
                                AccountException.Code.NO_DEVICE,
                                "this device is as it should be: nothing is to be renewed");
                    }
                    return root.anywhere(password).thenApply(key -> {
                        self.renew(key);
                        return null;
                    });
                },
                password);
    }

    private DeviceId added(Event event) {
        try {
            return ((Act.AddDevice) acts.read(event)).device();
        } catch (InvalidEventException e) {
            throw new IllegalStateException("a stored identity is damaged");
        }
    }

    private static DeviceCode code(String shown) {
        try {
            return DeviceCode.of(shown);
        } catch (BadAccountException e) {
            throw badCode();
        }
    }

    private static AccountException badCode() {
        return new AccountException(
                AccountException.Code.BAD_CODE,
                "this is no code of a device, or the device is out already: make a new code on the other device");
    }
}
