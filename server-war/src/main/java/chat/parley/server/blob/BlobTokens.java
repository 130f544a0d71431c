package chat.parley.server.blob;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens that this node gives out and knows again without remembering them: they say for whom and how long, under a secret
 * that dies with the process. Thread-safe.
 */
final class BlobTokens {
    /** How long a token is good: a client asks for the next one in time. */
    static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final String SERVER = "server";
    private static final Pattern HEADER = Pattern.compile("Bearer ([A-Za-z0-9_.-]{1,400})");
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_.-]{1,400})\\.(\\d{1,15})\\.([A-Za-z0-9_-]{43})");

    private final Crypto crypto;
    private final Clock clock;
    private final Secret secret;

    /**
     * @param clock one that never jumps
     */
    BlobTokens(Crypto crypto, Clock clock) {
        this.crypto = crypto;
        this.clock = clock;
        this.secret = crypto.newSecret();
    }

    String forPerson(UserId user, DeviceId device) {
        return write(user + "." + device);
    }

    String forServer() {
        return write(SERVER);
    }

    /**
     * Who shows a token.
     *
     * @throws BlobException if it is none of this node's, or is over
     */
    Bearer bearer(Optional<String> authorization) throws BlobException {
        Matcher header = HEADER.matcher(authorization.orElse(""));
        Matcher token = TOKEN.matcher(header.matches() ? header.group(1) : "");
        if (token.matches()) {
            long until = Long.parseLong(token.group(2));
            byte[] shown = token.group(3).getBytes(StandardCharsets.US_ASCII);
            byte[] right = seal(token.group(1), until).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(shown, right) && clock.millis() < until) {
                return read(token.group(1));
            }
        }
        throw new BlobException(BlobCode.BAD_TOKEN, "show a token of this server that is not over: ask for one");
    }

    private static Bearer read(String who) {
        if (who.equals(SERVER)) {
            return new Bearer.Server();
        }
        int dot = who.indexOf('.');
        return new Bearer.Person(UserId.of(who.substring(0, dot)), DeviceId.of(who.substring(dot + 1)));
    }

    private String write(String who) {
        long until = clock.millis() + VALIDITY.toMillis();
        return who + "." + until + "." + seal(who, until);
    }

    private String seal(String who, long until) {
        byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(until).array();
        byte[] bytes = who.getBytes(StandardCharsets.US_ASCII);
        return new Hash(crypto.derive(secret, Label.BLOB_TOKEN, bytes, time).expose()).toString();
    }
}
