package chat.parley.protocol.rules;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import java.util.List;

/** Two events of one device with one number, shown to a room. */
final class ForkProof {
    private ForkProof() {}

    /** Checks that the cited events are what the act says. */
    static void check(Event event, Act.Fork fork, List<Event> cited) throws InvalidEventException {
        Event one = cited.get(0);
        Event two = cited.get(1);
        boolean proof = one.log().equals(event.log())
                && two.log().equals(event.log())
                && one.user().equals(fork.user())
                && two.user().equals(fork.user())
                && one.header().device().equals(fork.device())
                && two.header().device().equals(fork.device())
                && one.header().seq() == two.header().seq();
        if (!proof) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, "these two events prove no fork");
        }
    }
}
