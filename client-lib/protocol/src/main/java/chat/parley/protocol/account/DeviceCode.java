package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.UserId;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a new device is given by one that is in already, as text and QR code: a seed of its keys, whose device it is, where
 * a server is (PROTOCOL.md, section "Accounts"). It never prints itself by accident.
 *
 * <p><b>Restrictions.</b> Whoever reads it can be that device until it is revoked: it is shown once, and not sent.
 */
public final class DeviceCode {
    /** Longest address of a server, in characters. */
    public static final int MAX_URL = 512;

    private static final String PREFIX = "parley:device:1:";
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([A-Za-z0-9_-]{43}):([A-Za-z0-9_-]{43}):(wss?://\\S{1," + MAX_URL + "})");

    private final Secret seed;
    private final UserId user;
    private final String url;

    /**
     * @param seed taken over
     * @param url of a server to begin with: {@code ws://} or {@code wss://}
     */
    public DeviceCode(Secret seed, UserId user, String url) {
        this.seed = seed;
        this.user = user;
        this.url = url;
    }

    /**
     * Reads what was scanned or pasted.
     *
     * @throws BadAccountException if it is no device's code
     */
    public static DeviceCode of(String shown) throws BadAccountException {
        Matcher parts = FORM.matcher(shown.trim());
        if (!parts.matches() || parts.group(3).length() > MAX_URL) {
            throw new BadAccountException("this is no code for a device");
        }
        try {
            // A user id is strict about its text; the seed is held to the same.
            byte[] seed = UserId.of(parts.group(1)).bytes();
            return new DeviceCode(new Secret(seed.clone()), UserId.of(parts.group(2)), parts.group(3));
        } catch (IllegalArgumentException e) {
            throw new BadAccountException("this is no code for a device");
        }
    }

    public UserId user() {
        return user;
    }

    public String url() {
        return url;
    }

    /** The device's signing key. */
    public SigningKey key(Crypto crypto) {
        Secret own = crypto.derive(seed, Label.DEVICE_CODE_KEY, user.bytes());
        SigningKey key = crypto.signingKey(own);
        own.wipe();
        return key;
    }

    /** The device's first sealing key, which it replaces as soon as it can. */
    public SealingPair sealing(Crypto crypto) {
        return crypto.sealingPair(crypto.derive(seed, Label.DEVICE_CODE_SEALING, user.bytes()));
    }

    /** The code itself. */
    public String show() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(seed.expose()) + ":" + user + ":" + url;
    }

    /** Overwrites the seed. */
    public void wipe() {
        seed.wipe();
    }

    @Override
    public String toString() {
        return "DeviceCode(…)";
    }
}
