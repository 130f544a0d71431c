package chat.parley.protocol.epoch;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;

/**
 * An epoch's secret, sealed for one device.
 *
 * @param box base64url without padding of the sealed box
 */
public record EpochBox(DeviceId device, SealingKey sealing, String box) {
    /** Length of a sealed box, in bytes: ephemeral key, tag, secret, signature. */
    public static final int BOX_BYTES = 32 + 16 + 32 + 64;
}
