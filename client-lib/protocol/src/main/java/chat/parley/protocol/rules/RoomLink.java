package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.LogId;
import java.util.Arrays;
import java.util.Base64;

/**
 * What lets whoever has it come into an owned room, until it is revoked (PROTOCOL.md, section "Owned rooms").
 *
 * @param invitation the event that holds the public half of the key
 * @param key signs for each device that comes in: {@link OwnedRoom#prove}
 */
public record RoomLink(LogId log, EventId invitation, SigningKey key) {
    private static final String PREFIX = "parley:room:1:";
    private static final int PARTS = 3;

    /** The text that is passed on. Whoever reads it has the key: it goes to nobody else, and into no log. */
    public String text() {
        byte[] seed = Arrays.copyOf(key.expose(), Secret.BYTES);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(seed);
        Arrays.fill(seed, (byte) 0);
        return PREFIX + log + ":" + invitation + ":" + secret;
    }

    /**
     * Reads a link.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static RoomLink of(Crypto crypto, String text) {
        String[] parts =
                text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split(":", -1) : new String[0];
        if (parts.length != PARTS || parts[2].length() != Id.TEXT_LENGTH) {
            throw new IllegalArgumentException("this is no link to a room: those begin with " + PREFIX);
        }
        Secret seed = new Secret(Base64.getUrlDecoder().decode(parts[2]));
        RoomLink link = new RoomLink(LogId.of(parts[0]), EventId.of(parts[1]), crypto.signingKey(seed));
        seed.wipe();
        return link;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return PREFIX + log + ":" + invitation + ":…";
    }
}
