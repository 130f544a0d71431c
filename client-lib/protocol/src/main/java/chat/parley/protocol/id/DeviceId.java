package chat.parley.protocol.id;

/** The Ed25519 public key with which a device, or an identity's root, signs. */
public final class DeviceId extends Id {
    public DeviceId(byte[] bytes) {
        super(bytes);
    }

    /**
     * Reads the id's text.
     *
     * @throws IllegalArgumentException if it is not the canonical text of an id
     */
    public static DeviceId of(String text) {
        return new DeviceId(decode(text));
    }
}
