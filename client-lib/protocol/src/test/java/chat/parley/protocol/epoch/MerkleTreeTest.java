package chat.parley.protocol.epoch;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Epochs: the tree")
class MerkleTreeTest {
    private final MerkleTree tree = new MerkleTree(CRYPTO);

    @Test
    void proof_ofEveryLeafOfEveryTree_leadsToTheRoot() {
        for (int count = 1; count <= 70; count++) {
            List<Hash> leaves = leaves(count);
            Hash root = tree.root(tree.levels(leaves));
            for (int index = 0; index < count; index++) {
                assertThat(tree.root(leaves.get(index), index, count, tree.proof(tree.levels(leaves), index)))
                        .contains(root);
            }
        }
    }

    @Test
    void proof_ofAnotherLeafPlaceCountOrLength_doesNotLeadToTheRoot() {
        for (int count = 2; count <= 70; count++) {
            List<Hash> leaves = leaves(count);
            Hash root = tree.root(tree.levels(leaves));
            int index = count * 7 % count;
            List<Hash> proof = tree.proof(tree.levels(leaves), index);
            Hash leaf = leaves.get(index);
            assertThat(tree.root(leaves.get((index + 1) % count), index, count, proof))
                    .isNotEqualTo(Optional.of(root));
            assertThat(tree.root(leaf, (index + 1) % count, count, proof)).isNotEqualTo(Optional.of(root));
            assertThat(tree.root(leaf, index, count + 1, proof)).isNotEqualTo(Optional.of(root));
            List<Hash> longer = new ArrayList<>(proof);
            longer.add(leaf);
            assertThat(tree.root(leaf, index, count, longer)).isEmpty();
            assertThat(tree.root(leaf, index, count, proof.subList(1, proof.size())))
                    .isEmpty();
            List<Hash> changed = new ArrayList<>(proof);
            changed.set(0, leaf);
            assertThat(tree.root(leaf, index, count, changed)).isNotEqualTo(Optional.of(root));
        }
    }

    @Test
    @DisplayName("The root is that of RFC 9162's own definition: split at the largest power of two below the size")
    void root_ofATree_isThatOfTheDefinition() {
        for (int count = 1; count <= 70; count++) {
            byte[] number = ByteBuffer.allocate(8).putLong(count).array();
            assertThat(tree.root(tree.levels(leaves(count))))
                    .isEqualTo(CRYPTO.hash(
                            Label.EPOCH_ROOT, number, top(leaves(count)).bytes()));
        }
    }

    private static Hash top(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        byte[] left = top(leaves.subList(0, split)).bytes();
        return CRYPTO.hash(
                Label.EPOCH_NODE,
                left,
                top(leaves.subList(split, leaves.size())).bytes());
    }

    @Test
    void leaf_atAnotherPlace_isAnotherLeaf() {
        assertThat(tree.leaf(1, new byte[3])).isNotEqualTo(tree.leaf(2, new byte[3]));
        List<Hash> leaves = leaves(9);
        Collections.swap(leaves, 3, 4);
        assertThat(tree.root(tree.levels(leaves))).isNotEqualTo(tree.root(tree.levels(leaves(9))));
    }

    private List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(tree.leaf(i, new byte[] {(byte) i}));
        }
        return leaves;
    }
}
