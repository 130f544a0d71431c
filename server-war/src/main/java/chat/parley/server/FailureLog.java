package chat.parley.server;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.log.Ledger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** What fails must be seen, though it stops nobody. */
final class FailureLog implements Ledger.Listener {
    private static final Logger LOG = System.getLogger(FailureLog.class.getName());

    @Override
    public void committed(List<Event> events) {
        // Only failures are of interest here.
    }

    @Override
    public void broken(Event event, Throwable cause) {
        LOG.log(Level.ERROR, "event " + event.id() + " could not be judged", cause);
    }

    @Override
    public void notDurable(int events, Exception cause) {
        LOG.log(Level.ERROR, "a batch of {0} events is not stored: {1}", events, cause.getMessage());
    }
}
