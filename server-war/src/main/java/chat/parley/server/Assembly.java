package chat.parley.server;

import chat.parley.server.blob.BlobService;
import chat.parley.server.cluster.Registry;
import chat.parley.server.ops.CannotStart;
import chat.parley.server.ops.CloseStack;
import chat.parley.server.ops.DataFolder;
import chat.parley.server.ops.Grid;
import chat.parley.server.ops.HttpListener;
import chat.parley.server.ops.Settings;
import chat.parley.server.ops.SodiumLoader;
import chat.parley.server.ops.Surroundings;
import chat.parley.server.socket.CloseCodes;
import chat.parley.server.socket.Dialer;
import chat.parley.server.socket.Gate;
import chat.parley.server.socket.OpenConnections;
import chat.parley.server.socket.ServerEndpoints;
import chat.parley.server.socket.SocketThreads;
import chat.parley.server.socket.Sockets;
import chat.parley.server.socket.TyrusScheduler;
import chat.parley.server.socket.UpgradeFilter;
import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A node with all that surrounds it, wired by hand: reading the constructor tells what there is and who gets what. What
 * it opened it closes, last first, also when a later step fails.
 */
final class Assembly implements AutoCloseable {
    /** How long to wait, beyond their own flush, for connections to end. */
    private static final Duration PARTING = Duration.ofMillis(500);

    private final CloseStack opened = new CloseStack();
    private final Settings settings;
    private final URI url;
    private final Registry registry;
    private final OpenConnections connections = new OpenConnections();
    private final boolean serverSchedulerReplaced;
    private final boolean clientSchedulerReplaced;
    private final Node node;

    Assembly(Settings settings, ServletContext context) throws CannotStart {
        this.settings = settings;
        boolean complete = false;
        try {
            url = url(settings, context);
            opened.push(DataFolder.open(settings.data()));
            SocketThreads threads = opened.push(new SocketThreads());
            Sockets sockets = new Sockets(settings.sockets(), threads, connections);

            TyrusScheduler scheduler = opened.push(new TyrusScheduler());
            ServerContainer container = container(context);
            context.setAttribute(UpgradeFilter.PROXIES, settings.proxies());
            serverSchedulerReplaced = scheduler.install(container);
            Dialer dialer = opened.push(new Dialer(sockets, settings.dialTimeout()));
            clientSchedulerReplaced = scheduler.install(dialer.container());

            Gate sessions = new Gate();
            Gate links = new Gate();
            listen(new ServerEndpoints(container, sockets), sessions, links);

            registry = opened.push(new Grid().registry());
            node = opened.push(new Node(
                    new Surroundings(settings, url, registry, dialer, new SodiumLoader().load(), threads.timer())));
            node.start();
            opened.push(() -> leave(sessions, links));
            links.open(node.links());
            sessions.open(node.sessions());
            complete = true;
        } finally {
            if (!complete) {
                opened.close();
            }
        }
    }

    URI url() {
        return url;
    }

    /** Who answers requests for files. */
    BlobService blobs() {
        return node.blobs();
    }

    Settings settings() {
        return settings;
    }

    /** For the readiness check. */
    Map<String, String> details() {
        Map<String, String> details = new TreeMap<>(node.details());
        details.put("url", url.toString());
        details.put("connections", Integer.toString(connections.count()));
        details.put("registry", registry.kind());
        details.put("servers", String.join(" ", new TreeMap<>(registry.entries()).keySet()));
        details.put("serverSchedulerReplaced", Boolean.toString(serverSchedulerReplaced));
        details.put("clientSchedulerReplaced", Boolean.toString(clientSchedulerReplaced));
        return details;
    }

    /** For the readiness check: why events cannot be stored at present. */
    Optional<String> storeFailure() {
        return node.storeFailure();
    }

    /** For the readiness check: why nobody is served at present. */
    Optional<String> trouble() {
        return node.trouble();
    }

    @Override
    public void close() {
        opened.close();
    }

    private void leave(Gate sessions, Gate links) {
        sessions.shut();
        links.shut();
        node.stopping();
        connections.closeAll(
                CloseCodes.GOING_AWAY,
                "server stops",
                settings.sockets().flush().plus(PARTING));
    }

    private static void listen(ServerEndpoints endpoints, Gate sessions, Gate links) throws CannotStart {
        try {
            endpoints.listen(ServerEndpoints.SESSION, sessions);
            endpoints.listen(ServerEndpoints.LINK, links);
        } catch (DeploymentException e) {
            throw new CannotStart(
                    "the WebSocket endpoints are refused (" + e.getMessage() + ")",
                    "restart the process: deploying twice into one JVM is not supported",
                    e);
        }
    }

    private static ServerContainer container(ServletContext context) throws CannotStart {
        if (context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container) {
            return container;
        }
        throw new CannotStart("this server has no WebSocket container", "run the WAR in Payara Micro 6");
    }

    private static URI url(Settings settings, ServletContext context) throws CannotStart {
        if (settings.url().isPresent()) {
            return settings.url().get();
        }
        try {
            HttpListener listener = HttpListener.ofPayara()
                    .orElseThrow(() -> new CannotStart("Payara's address is not known", "set " + Settings.URL));
            return listener.url(context.getContextPath());
        } catch (UnknownHostException e) {
            throw new CannotStart("this machine's name does not resolve", "set " + Settings.URL, e);
        }
    }
}
