package chat.parley.protocol.log;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.RoomRules;
import chat.parley.protocol.rules.RoomState;
import java.util.List;

/**
 * What a ledger decides by: {@link #OWN}, which are the protocol's. The simulator passes others, one broken at a time, to
 * see that its checks notice.
 */
public interface Laws {
    /** Those of the protocol. */
    Laws OWN = new Laws() {};

    /** What becomes of an event that is offered. */
    default Outcome judge(Replica replica, Event event) {
        return replica.offer(event);
    }

    /** The state of a room after control events, given in the log's order. */
    default RoomState fold(RoomRules rules, RoomState state, List<ControlNode> nodes) {
        return rules.fold(state, nodes);
    }
}
