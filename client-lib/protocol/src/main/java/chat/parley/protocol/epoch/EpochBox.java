package chat.parley.protocol.epoch;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;

/**
 * An epoch's secret, sealed for one device.
 *
 * @param box base64url without padding of the sealed box
 */
public record EpochBox(DeviceId device, SealingKey sealing, String box) {}
