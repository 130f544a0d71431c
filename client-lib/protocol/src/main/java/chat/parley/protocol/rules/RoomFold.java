package chat.parley.protocol.rules;

import chat.parley.protocol.id.UserId;
import java.util.Collections;
import java.util.Optional;

/**
 * One run over control events of an open room. Every act leaves a complete state behind: folding in one run or in many
 * gives the same.
 */
final class RoomFold {
    private final Roster roster;

    RoomFold(RoomState from, IdentityLookup identities) {
        this.roster = new Roster(from, identities);
    }

    RoomState state() {
        return new RoomState(roster.members(), roster.gone(), Optional.empty());
    }

    void apply(ControlNode node) {
        Act act = node.act();
        UserId author = node.author().user();
        if (act instanceof Act.Join) {
            // A revoked device that cites its identity as it was before does not bring its user back.
            if (!roster.gone().contains(node.author().device())) {
                roster.enter(author, ((Act.Join) act).name(), ((Act.Join) act).identity());
            }
        } else if (act instanceof Act.Leave) {
            roster.leave(author);
        } else if (act instanceof Act.Devices) {
            Act.Devices changed = (Act.Devices) act;
            roster.refresh(changed.user(), changed.identity());
        } else if (act instanceof Act.Fork) {
            roster.putOut(Collections.singleton(((Act.Fork) act).device()));
        }
    }
}
