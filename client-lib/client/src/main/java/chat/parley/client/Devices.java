package chat.parley.client;

import chat.parley.protocol.id.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The devices of this client's user: what its identity log says. Threads and failures are as those of {@link Accounts}.
 *
 * <p>Adding, revoking and renewing take the identity's root key. Where there is an account, or its name was lost, it is in
 * the vault and the password opens it: the vault that the device which has registered keeps, also without a connection and
 * whatever wrong passwords others try, or else the servers' one. The one kept here opens with the last password that this
 * device has heard of. Wrong passwords are limited in both places (LOGIN_THROTTLED). Who has forgotten the password sets
 * another by {@link Accounts#recover}. An identity without an account has the key on its one device, and the password is
 * not asked for (an empty array).
 */
public interface Devices {
    /** All that are not revoked, oldest first. */
    List<Device> list();

    /** Calls a device something, on this device only. */
    void name(DeviceId device, String name);

    /**
     * Puts a device out for good: it reads nothing that is sent after its rooms' members have heard of it. Completes when a
     * server has it on its disk. Without a connection that may take as long as there is none, and what was written goes out
     * all the same, also after a restart: wait for so long as suits you, and say then that it is on its way.
     */
    CompletableFuture<Void> revoke(DeviceId device, char[] password);

    /**
     * Adds a device, and returns what it is given to become it: {@code parley:device:1:…}, to be shown as text and QR
     * code, once. Whoever reads it can be that device. Completes when a server has the device on its disk, as it is of no use
     * before: without a connection as for {@link #revoke}. If the program ends before, the code is lost, and the device is to
     * be revoked.
     */
    CompletableFuture<String> add(char[] password);

    /**
     * Becomes the device of a code. The identity that this client had until then is given up with its rooms; refused with
     * HAS_ACCOUNT if that one has an account.
     */
    CompletableFuture<Void> become(String code);

    /**
     * Goes on as a new device in place of this one, which was copied or revoked, as the problem PASSWORD_NEEDED asks for.
     * Fails with NO_DEVICE if there is no need.
     */
    CompletableFuture<Void> renew(char[] password);

    /**
     * A device.
     *
     * @param name what it is called here; empty if it was never named
     * @param added by the clock of the device that added it
     * @param self whether it is this one
     */
    record Device(DeviceId id, String name, Instant added, boolean self) {}
}
