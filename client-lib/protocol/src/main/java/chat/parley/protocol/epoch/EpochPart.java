package chat.parley.protocol.epoch;

import chat.parley.protocol.id.Hash;
import java.util.List;
import java.util.Optional;

/**
 * The head of an epoch and at most one of its boxes, proved by hashes to be of the body that the header names.
 *
 * @param headProof audit path of the head, leaf 0
 * @param box the box of the device that this part was made for
 */
public record EpochPart(EpochHead head, List<Hash> headProof, Optional<ProvedBox> box) {
    /**
     * @param index the box's leaf, from 1
     * @param proof audit path of that leaf
     */
    public record ProvedBox(long index, EpochBox box, List<Hash> proof) {}
}
