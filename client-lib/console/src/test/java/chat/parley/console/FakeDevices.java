package chat.parley.console;

import chat.parley.client.Devices;
import chat.parley.protocol.id.DeviceId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two devices: this one, and a laptop. */
public final class FakeDevices implements Devices {
    static final String CODE = "parley:device:1:abc";

    private final FakeClient client;
    private final List<Device> devices = new CopyOnWriteArrayList<>(List.of(
            new Device(new DeviceId(FakeClient.id(21)), "", FakeClient.NOON, true),
            new Device(new DeviceId(FakeClient.id(22)), "laptop", FakeClient.NOON, false)));

    private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

    /** No server has what is written until this completes. */
    public CompletableFuture<Void> hold() {
        held = new CompletableFuture<>();
        return held;
    }

    FakeDevices(FakeClient client) {
        this.client = client;
    }

    @Override
    public List<Device> list() {
        return List.copyOf(devices);
    }

    @Override
    public void name(DeviceId device, String name) {
        client.called("name device " + name);
    }

    @Override
    public CompletableFuture<Void> revoke(DeviceId device, char[] password) {
        return ((FakeAccounts) client.account()).with(password, () -> {
            devices.removeIf(each -> each.id().equals(device));
            client.called("revoke device");
            return null;
        });
    }

    @Override
    public CompletableFuture<String> add(char[] password) {
        return ((FakeAccounts) client.account())
                .with(password, () -> CODE)
                .thenCompose(code -> held.thenApply(v -> code));
    }

    @Override
    public CompletableFuture<Void> renew(char[] password) {
        return ((FakeAccounts) client.account()).with(password, () -> {
            client.called("renew device");
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> become(String code) {
        client.called("become " + code);
        return CompletableFuture.completedFuture(null);
    }
}
