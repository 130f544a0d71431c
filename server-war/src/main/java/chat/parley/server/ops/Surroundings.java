package chat.parley.server.ops;

import chat.parley.server.cluster.Registry;
import chat.parley.server.socket.Dialer;
import com.goterl.lazysodium.LazySodiumJava;
import java.net.URI;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a node is given. It owns none of it: whoever built these closes them after the node.
 *
 * @param settings what the operator set; {@code settings.data()} exists, is writable and locked for this process
 * @param url the base URL at which others reach this node
 * @param registry who else is in the cluster
 * @param dialer the way to other servers
 * @param sodium libsodium, loaded
 * @param timer for short tasks that recur or are due later
 */
public record Surroundings(
        Settings settings,
        URI url,
        Registry registry,
        Dialer dialer,
        LazySodiumJava sodium,
        ScheduledExecutorService timer) {}
