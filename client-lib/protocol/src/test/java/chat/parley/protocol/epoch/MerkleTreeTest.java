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
            Hash root = tree.root(leaves);
            for (int index = 0; index < count; index++) {
                assertThat(tree.root(leaves.get(index), index, count, tree.proof(leaves, index)))
                        .contains(root);
            }
        }
    }

    @Test
    void proof_ofAnotherLeafPlaceCountOrLength_doesNotLeadToTheRoot() {
        for (int count = 2; count <= 70; count++) {
            List<Hash> leaves = leaves(count);
            Hash root = tree.root(leaves);
            int index = count * 7 % count;
            List<Hash> proof = tree.proof(leaves, index);
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
    @DisplayName("The root is that of an independent tree, built level by level")
    void root_ofATree_isThatOfAnotherConstruction() {
        for (int count = 1; count <= 70; count++) {
            List<Hash> level = leaves(count);
            // RFC 9162: pairs from the left; a node without a neighbour goes up as it is.
            while (level.size() > 1) {
                List<Hash> above = new ArrayList<>();
                for (int i = 0; i < level.size(); i += 2) {
                    above.add(
                            i + 1 == level.size()
                                    ? level.get(i)
                                    : CRYPTO.hash(
                                            Label.EPOCH_NODE,
                                            level.get(i).bytes(),
                                            level.get(i + 1).bytes()));
                }
                level = above;
            }
            byte[] number = ByteBuffer.allocate(8).putLong(count).array();
            assertThat(tree.root(leaves(count)))
                    .isEqualTo(
                            CRYPTO.hash(Label.EPOCH_ROOT, number, level.get(0).bytes()));
        }
    }

    @Test
    void leaf_atAnotherPlace_isAnotherLeaf() {
        assertThat(tree.leaf(1, new byte[3])).isNotEqualTo(tree.leaf(2, new byte[3]));
        List<Hash> leaves = leaves(9);
        Collections.swap(leaves, 3, 4);
        assertThat(tree.root(leaves)).isNotEqualTo(tree.root(leaves(9)));
    }

    private List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(tree.leaf(i, new byte[] {(byte) i}));
        }
        return leaves;
    }
}
