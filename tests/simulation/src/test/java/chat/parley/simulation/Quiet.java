package chat.parley.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What servers log of a simulated night is in the trace already. */
final class Quiet {
    private static final Logger SERVERS = Logger.getLogger("chat.parley");

    private Quiet() {}

    static void servers() {
        SERVERS.setLevel(Level.OFF);
    }
}
