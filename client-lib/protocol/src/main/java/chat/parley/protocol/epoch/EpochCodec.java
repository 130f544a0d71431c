package chat.parley.protocol.epoch;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one text of an epoch's body and of a part of it, and the root over head and boxes that the header carries as the
 * body's hash (PROTOCOL.md, section "Epochs"). Keeps no state; thread-safe.
 */
public final class EpochCodec {
    private static final int MAX_PROOF = 10;

    private final JsonFields.Source source = new JsonFields.Source();
    private final MerkleTree tree;

    public EpochCodec(Crypto crypto) {
        this.tree = new MerkleTree(crypto);
    }

    public String write(EpochBody body) {
        List<String> boxes = new ArrayList<>(body.boxes().size());
        for (EpochBox box : body.boxes()) {
            boxes.add(text(box));
        }
        return new JsonText()
                .open()
                .raw("head", text(body.head()))
                .raw("boxes", boxes)
                .close()
                .toString();
    }

    public EpochBody readBody(String text) throws MalformedJsonException {
        try (JsonFields in = source.read(text)) {
            in.open();
            EpochHead head = head(in);
            EpochBody body = new EpochBody(
                    head, Collections.unmodifiableList(in.objects("boxes", EpochBody.MAX_BOXES, EpochCodec::box)));
            in.shut().end();
            if (!write(body).equals(text) || head.count() != body.boxes().size() || !ascending(body.boxes())) {
                throw new MalformedJsonException("the epoch is not in its one form");
            }
            return body;
        }
    }

    public String write(EpochPart part) {
        List<String> box = new ArrayList<>(1);
        if (part.box().isPresent()) {
            EpochPart.ProvedBox proved = part.box().get();
            box.add(new JsonText()
                    .open()
                    .field("index", proved.index())
                    .raw("box", text(proved.box()))
                    .field("proof", proved.proof())
                    .close()
                    .toString());
        }
        return new JsonText()
                .open()
                .raw("head", text(part.head()))
                .field("proof", part.headProof())
                .raw("own", box)
                .close()
                .toString();
    }

    public EpochPart readPart(String text) throws MalformedJsonException {
        try (JsonFields in = source.read(text)) {
            in.open();
            EpochHead head = head(in);
            List<Hash> proof = JsonFields.map(in.texts("proof", MAX_PROOF), Hash::of);
            List<EpochPart.ProvedBox> own = in.objects("own", 1, EpochCodec::provedBox);
            in.shut().end();
            EpochPart part = new EpochPart(head, proof, own.isEmpty() ? Optional.empty() : Optional.of(own.get(0)));
            if (!write(part).equals(text)) {
                throw new MalformedJsonException("the part is not in its one form");
            }
            return part;
        }
    }

    /** What one device needs of a body: the head and its own box, if there is one. */
    public EpochPart partFor(EpochBody body, DeviceId device) {
        return parts(body).apply(device);
    }

    /** {@link #partFor} for many devices of one body: the tree is built once. */
    public Function<DeviceId, EpochPart> parts(EpochBody body) {
        List<List<Hash>> levels = tree.levels(leaves(body));
        Map<DeviceId, Integer> indexes = new HashMap<>();
        for (EpochBox box : body.boxes()) {
            indexes.put(box.device(), indexes.size() + 1);
        }
        List<Hash> headProof = tree.proof(levels, 0);
        return device -> {
            Optional<EpochPart.ProvedBox> own = Optional.ofNullable(indexes.get(device))
                    .map(i -> new EpochPart.ProvedBox(i, body.boxes().get(i - 1), tree.proof(levels, i)));
            return new EpochPart(body.head(), headProof, own);
        };
    }

    public Hash root(EpochBody body) {
        return tree.root(tree.levels(leaves(body)));
    }

    /**
     * The root that a part's proofs lead to.
     *
     * @throws MalformedJsonException if they lead to none, or head and box to two different ones
     */
    public Hash root(EpochPart part) throws MalformedJsonException {
        if (part.head().count() > EpochBody.MAX_BOXES) {
            throw new MalformedJsonException("too many boxes");
        }
        int count = (int) part.head().count() + 1;
        Optional<Hash> root = tree.root(tree.leaf(0, bytes(text(part.head()))), 0, count, part.headProof());
        if (part.box().isPresent()) {
            EpochPart.ProvedBox own = part.box().get();
            if (own.index() < 1 || own.index() >= count) {
                throw new MalformedJsonException("no such box");
            }
            Hash leaf = tree.leaf(own.index(), bytes(text(own.box())));
            if (!tree.root(leaf, (int) own.index(), count, own.proof()).equals(root)) {
                throw new MalformedJsonException("the box is not of this epoch");
            }
        }
        if (!root.isPresent()) {
            throw new MalformedJsonException("the proof is not of this epoch");
        }
        return root.get();
    }

    private List<Hash> leaves(EpochBody body) {
        List<Hash> leaves = new ArrayList<>(body.boxes().size() + 1);
        leaves.add(tree.leaf(0, bytes(text(body.head()))));
        for (EpochBox box : body.boxes()) {
            leaves.add(tree.leaf(leaves.size(), bytes(text(box))));
        }
        return leaves;
    }

    private static EpochHead head(JsonFields in) throws MalformedJsonException {
        in.object("head");
        String previous = in.text("previous");
        return new EpochHead(
                previous.isEmpty() ? Optional.empty() : Optional.of(JsonFields.map(previous, EventId::of)),
                JsonFields.map(in.text("commitment"), Hash::of),
                JsonFields.map(in.text("state"), Hash::of),
                in.number("count"),
                JsonFields.map(in.lastText("archive"), EpochCodec::archive));
    }

    private static EpochBox box(JsonFields in) throws MalformedJsonException {
        return new EpochBox(
                JsonFields.map(in.text("device"), DeviceId::of),
                JsonFields.map(in.text("sealing"), SealingKey::of),
                JsonFields.map(in.text("box"), EpochCodec::sealed));
    }

    private static String sealed(String box) {
        if (canonical(box).length != EpochBox.BOX_BYTES) {
            throw new IllegalArgumentException("not the length of a sealed box");
        }
        return box;
    }

    private static String archive(String text) {
        if (text.length() > EpochHead.MAX_ARCHIVE || canonical(text).length == 0) {
            throw new IllegalArgumentException("not the length of an archive");
        }
        return text;
    }

    private static byte[] canonical(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }

    private static EpochPart.ProvedBox provedBox(JsonFields in) throws MalformedJsonException {
        long index = in.number("index");
        in.object("box");
        EpochBox box = box(in);
        in.shut();
        return new EpochPart.ProvedBox(index, box, JsonFields.map(in.texts("proof", MAX_PROOF), Hash::of));
    }

    private static String text(EpochHead head) {
        JsonText out = new JsonText()
                .open()
                .field("previous", head.previous().isPresent() ? head.previous().get() : "")
                .field("commitment", head.commitment())
                .field("state", head.state())
                .field("count", head.count());
        head.archive().ifPresent(archive -> out.field("archive", archive));
        return out.close().toString();
    }

    private static String text(EpochBox box) {
        return new JsonText()
                .open()
                .field("device", box.device())
                .field("sealing", box.sealing())
                .field("box", box.box())
                .close()
                .toString();
    }

    private static boolean ascending(List<EpochBox> boxes) {
        for (int i = 1; i < boxes.size(); i++) {
            if (boxes.get(i - 1).device().compareTo(boxes.get(i).device()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
