package chat.parley.server.ops;

import chat.parley.server.cluster.HazelcastRegistry;
import chat.parley.server.cluster.LonelyRegistry;
import chat.parley.server.cluster.Registry;
import com.hazelcast.core.HazelcastInstance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Payara's data grid, if it was started with one. */
public final class Grid {
    private static final String NAME = "payara/Hazelcast";
    private static final Logger LOG = System.getLogger(Grid.class.getName());

    /** The registry in the grid, or a lonely one where there is no grid. */
    public Registry registry() {
        try {
            if (InitialContext.doLookup(NAME) instanceof HazelcastInstance grid) {
                return new HazelcastRegistry(grid);
            }
        } catch (NamingException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "no data grid", e);
        }
        LOG.log(Level.INFO, "no data grid: other servers are reached as configured peers only");
        return new LonelyRegistry();
    }
}
