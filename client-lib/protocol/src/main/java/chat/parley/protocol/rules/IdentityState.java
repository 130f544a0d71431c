package chat.parley.protocol.rules;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an identity log folds into. Revoking wins over adding, whatever the order.
 *
 * @param root the key that adds and revokes devices; empty before the genesis
 * @param live devices and their present sealing keys
 * @param revoked devices that are gone for good
 */
public record IdentityState(Optional<DeviceId> root, SortedMap<DeviceId, SealingKey> live, Set<DeviceId> revoked) {
    /** The state before the genesis. */
    public static final IdentityState EMPTY = new IdentityState(
            Optional.empty(), Collections.<DeviceId, SealingKey>emptySortedMap(), Collections.<DeviceId>emptySet());

    /** Applies control events, in the log's order. */
    public IdentityState after(List<ControlNode> nodes) {
        Optional<DeviceId> newRoot = root;
        SortedMap<DeviceId, SealingKey> newLive = new TreeMap<>(live);
        Set<DeviceId> newRevoked = new TreeSet<>(revoked);
        for (ControlNode node : nodes) {
            Act act = node.act();
            if (act instanceof Act.Identity) {
                newRoot = Optional.of(node.author().device());
            } else if (act instanceof Act.AddDevice) {
                Act.AddDevice add = (Act.AddDevice) act;
                newLive.putIfAbsent(add.device(), add.sealing());
            } else if (act instanceof Act.RevokeDevice) {
                newRevoked.add(((Act.RevokeDevice) act).device());
            } else if (act instanceof Act.ReplaceSealing) {
                newLive.replace(node.author().device(), ((Act.ReplaceSealing) act).sealing());
            }
        }
        newLive.keySet().removeAll(newRevoked);
        return new IdentityState(
                newRoot, Collections.unmodifiableSortedMap(newLive), Collections.unmodifiableSet(newRevoked));
    }
}
