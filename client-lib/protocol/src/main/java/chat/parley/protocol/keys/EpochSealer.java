package chat.parley.protocol.keys;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.RoomState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes and opens epochs (PROTOCOL.md, section "Epochs").
 *
 * <p><b>Guarantees.</b> Only the devices that the boxes name, and for an extended epoch the holders of the one before,
 * learn the secret; each of them knows that it is the author's, for this log, this point of it and this recipient, and
 * that all have the same one. A box moved to another epoch, room, author or recipient does not open.
 *
 * <p><b>Restrictions.</b> Whom the boxes are for is decided by {@link RoomState}, not here. A device whose sealing key is
 * stolen opens every epoch sealed to that key.
 */
public final class EpochSealer {
    private static final byte[] SUITE = {1};

    private final Crypto crypto;

    public EpochSealer(Crypto crypto) {
        this.crypto = crypto;
    }

    /**
     * Where an epoch stands.
     *
     * @param control the control events that it follows
     */
    public record Point(LogId log, List<EventId> control, RoomState state) {}

    /** An epoch of an open room with a new secret, for all devices of the room. */
    public EpochBody fresh(Point point, SigningKey author, Secret secret) {
        return body(
                point,
                author,
                new Content(secret, Optional.empty()),
                Optional.empty(),
                point.state().devices());
    }

    /** An epoch of an owned room with a new secret, for all devices of the room. */
    public EpochBody fresh(Point point, SigningKey author, Secret secret, Archive archive) {
        Content content = new Content(secret, Optional.of(archive));
        return body(point, author, content, Optional.empty(), point.state().devices());
    }

    /** The secret of the epoch that extends {@code previous} at a point; both old and new members can compute it. */
    public Secret extend(Point point, EventId previous, Secret join) {
        return crypto.derive(
                join, Label.EPOCH_EXTEND, previous.bytes(), control(point).bytes());
    }

    /** What the next extended epoch is derived from; kept when the secret itself is wiped. */
    public Secret join(Secret secret) {
        return crypto.derive(secret, Label.EPOCH_JOIN);
    }

    /** An epoch of an open room that adds newcomers to the audience of another. */
    public EpochBody extended(Point point, SigningKey author, Secret secret, EventId previous, Set<DeviceId> audience) {
        Content content = new Content(secret, Optional.empty());
        return body(point, author, content, Optional.of(previous), newcomers(point, audience));
    }

    /** An epoch of an owned room that adds newcomers to the audience of another. */
    public EpochBody extended(Point point, SigningKey author, Secret secret, Epoch previous, Archive archive) {
        Content content = new Content(secret, Optional.of(archive));
        return body(point, author, content, Optional.of(previous.id()), newcomers(point, previous.audience()));
    }

    /** What an epoch of an owned room says to the holders of its secret; empty if it is not readable. */
    public Optional<Archive> archive(Point point, EpochHead head, Secret secret) {
        byte[] bytes = Base64.getUrlDecoder().decode(head.archive().orElse(""));
        if (bytes.length <= Crypto.NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(bytes, Crypto.NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(bytes, Crypto.NONCE_BYTES, bytes.length);
        Secret key = crypto.derive(secret, Label.EPOCH_ARCHIVE);
        Optional<byte[]> text = crypto.decrypt(key, nonce, context(point, head.commitment()), ciphertext)
                .flatMap(Padding::unpad);
        key.wipe();
        try {
            return text.isPresent()
                    ? Optional.of(Archive.read(new String(text.get(), StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** Opens one's own box: empty if it is not the author's word for this place, or not the secret that all have. */
    public Optional<Secret> open(Point point, DeviceId author, EpochHead head, EpochBox box, SealingPair pair) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(box.box());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Optional<byte[]> text = crypto.open(pair, sealed);
        if (!text.isPresent() || text.get().length != Secret.BYTES + Signature.BYTES) {
            return Optional.empty();
        }
        Secret secret = new Secret(Arrays.copyOf(text.get(), Secret.BYTES));
        Signature signature = new Signature(Arrays.copyOfRange(text.get(), Secret.BYTES, text.get().length));
        Arrays.fill(text.get(), (byte) 0);
        boolean genuine = crypto.verify(author, signature, Label.EPOCH_BOX, fields(point, author, box, secret));
        return genuine && committed(point, head, secret) ? Optional.of(secret) : Optional.empty();
    }

    /** Whether {@code secret} is the one that the epoch commits to. */
    public boolean committed(Point point, EpochHead head, Secret secret) {
        return commitment(point, secret).equals(head.commitment());
    }

    /** Where a device's chain begins in an epoch. */
    public Secret chain(LogId log, EventId epoch, DeviceId device, Secret secret) {
        return crypto.derive(secret, Label.CHAIN_START, log.bytes(), epoch.bytes(), device.bytes());
    }

    /** The secret, and what else its holders learn. */
    private record Content(Secret secret, Optional<Archive> archive) {}

    private static SortedMap<DeviceId, SealingKey> newcomers(Point point, Set<DeviceId> audience) {
        SortedMap<DeviceId, SealingKey> newcomers = new TreeMap<>(point.state().devices());
        newcomers.keySet().removeAll(audience);
        return newcomers;
    }

    private String seal(Archive archive, Secret secret, byte[] context) {
        Secret key = crypto.derive(secret, Label.EPOCH_ARCHIVE);
        byte[] text = Padding.pad(archive.write().getBytes(StandardCharsets.UTF_8));
        byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
        byte[] ciphertext = crypto.encrypt(key, nonce, context, text);
        key.wipe();
        byte[] all = Arrays.copyOf(nonce, nonce.length + ciphertext.length);
        System.arraycopy(ciphertext, 0, all, nonce.length, ciphertext.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private byte[] context(Point point, Hash commitment) {
        return Label.EPOCH_ARCHIVE.frame(
                SUITE, point.log().bytes(), control(point).bytes(), commitment.bytes());
    }

    private EpochBody body(
            Point point,
            SigningKey author,
            Content content,
            Optional<EventId> previous,
            SortedMap<DeviceId, SealingKey> recipients) {
        Secret secret = content.secret();
        List<EpochBox> boxes = new ArrayList<>(recipients.size());
        for (Map.Entry<DeviceId, SealingKey> each : recipients.entrySet()) {
            boxes.add(seal(point, author, secret, each.getKey(), each.getValue()));
        }
        Hash commitment = commitment(point, secret);
        Optional<String> archive = content.archive().map(each -> seal(each, secret, context(point, commitment)));
        EpochHead head = new EpochHead(previous, commitment, point.state().hash(crypto), boxes.size(), archive);
        return new EpochBody(head, boxes);
    }

    private EpochBox seal(Point point, SigningKey author, Secret secret, DeviceId recipient, SealingKey sealing) {
        EpochBox unsealed = new EpochBox(recipient, sealing, "");
        Signature signature = crypto.sign(author, Label.EPOCH_BOX, fields(point, author.device(), unsealed, secret));
        byte[] text = Arrays.copyOf(secret.expose(), Secret.BYTES + Signature.BYTES);
        System.arraycopy(signature.bytes(), 0, text, Secret.BYTES, Signature.BYTES);
        byte[] box = crypto.seal(sealing, text)
                .orElseThrow(() -> new IllegalStateException("an accepted sealing key cannot be sealed to"));
        Arrays.fill(text, (byte) 0);
        return new EpochBox(
                recipient, sealing, Base64.getUrlEncoder().withoutPadding().encodeToString(box));
    }

    private byte[][] fields(Point point, DeviceId author, EpochBox box, Secret secret) {
        return new byte[][] {
            SUITE,
            point.log().bytes(),
            control(point).bytes(),
            author.bytes(),
            box.device().bytes(),
            box.sealing().bytes(),
            secret.expose()
        };
    }

    private Hash commitment(Point point, Secret secret) {
        return crypto.hash(
                Label.EPOCH_COMMITMENT, point.log().bytes(), control(point).bytes(), secret.expose());
    }

    private Hash control(Point point) {
        byte[][] ids = new byte[point.control().size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = point.control().get(i).bytes();
        }
        return crypto.hash(Label.CONTROL, ids);
    }
}
