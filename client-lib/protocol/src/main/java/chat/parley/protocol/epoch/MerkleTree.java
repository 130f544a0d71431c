package chat.parley.protocol.epoch;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hash tree of RFC 9162, section 2.1, with labelled hashes: a left subtree is the largest power of two smaller than
 * the number of leaves. The root also covers that number.
 */
final class MerkleTree {
    private final Crypto crypto;

    MerkleTree(Crypto crypto) {
        this.crypto = crypto;
    }

    Hash leaf(long index, byte[] text) {
        return crypto.hash(Label.EPOCH_LEAF, number(index), text);
    }

    /**
     * All nodes, leaves first. Pairing neighbours from the left, a last one without a neighbour going up as it is, builds
     * the RFC's tree.
     */
    List<List<Hash>> levels(List<Hash> leaves) {
        List<List<Hash>> levels = new ArrayList<>();
        List<Hash> level = leaves;
        levels.add(level);
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>(level.size() / 2 + 1);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(node(level.get(i), level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                above.add(level.get(level.size() - 1));
            }
            level = above;
            levels.add(level);
        }
        return levels;
    }

    Hash root(List<List<Hash>> levels) {
        return sealed(levels.get(0).size(), levels.get(levels.size() - 1).get(0));
    }

    /** The hashes beside the way from leaf {@code index} to the top, lowest first (RFC 9162, 2.1.3.1). */
    List<Hash> proof(List<List<Hash>> levels, int index) {
        List<Hash> proof = new ArrayList<>(levels.size());
        int at = index;
        for (List<Hash> level : levels) {
            int beside = at ^ 1;
            if (beside < level.size()) {
                proof.add(level.get(beside));
            }
            at /= 2;
        }
        return proof;
    }

    /** The root that a leaf and its proof lead to, or empty if the proof has not the right length. */
    Optional<Hash> root(Hash leaf, int index, int count, List<Hash> proof) {
        List<Boolean> onLeft = new ArrayList<>();
        int at = index;
        int size = count;
        while (size > 1) {
            int split = split(size);
            boolean left = at < split;
            onLeft.add(0, left);
            at = left ? at : at - split;
            size = left ? split : size - split;
        }
        if (onLeft.size() != proof.size()) {
            return Optional.empty();
        }
        Hash node = leaf;
        for (int i = 0; i < proof.size(); i++) {
            node = onLeft.get(i) ? node(node, proof.get(i)) : node(proof.get(i), node);
        }
        return Optional.of(sealed(count, node));
    }

    private Hash node(Hash left, Hash right) {
        return crypto.hash(Label.EPOCH_NODE, left.bytes(), right.bytes());
    }

    private Hash sealed(int count, Hash top) {
        return crypto.hash(Label.EPOCH_ROOT, number(count), top.bytes());
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
