package chat.parley.federation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.Health;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;

/** A node in a process of its own, under the name it has in arquillian.xml. */
final class RealNode {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration DEAD = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final ContainerController controller;
    private final Deployer deployer;

    RealNode(String name, int port, ContainerController controller, Deployer deployer) {
        this.name = name;
        this.port = port;
        this.controller = controller;
        this.deployer = deployer;
    }

    /** Starts the process and waits until the node is ready: deploying returns normally even where it failed. */
    void start() {
        if (!controller.isStarted(name)) {
            // Starts no process, but Arquillian asks for it.
            controller.start(name);
        }
        deployer.deploy(name);
        Eventually.within(READY, () -> {
            assertThat(ready().getString("status")).isEqualTo("UP");
            assertThat(data("serverId")).isNotEmpty();
        });
    }

    /** Ends the process in order. */
    void stop() throws Exception {
        ProcessHandle process = process();
        deployer.undeploy(name);
        process.onExit().get(DEAD.toSeconds(), TimeUnit.SECONDS);
    }

    /** Ends the process as a power cut would, and tidies up behind it. */
    void kill() throws Exception {
        killOnly();
        bury();
    }

    /** Ends the process as a power cut would; {@link #bury} it later. */
    void killOnly() throws Exception {
        ProcessHandle process = process();
        process.destroyForcibly();
        process.onExit().get(DEAD.toSeconds(), TimeUnit.SECONDS);
    }

    /** Tells the connector that the process is gone, or it refuses to deploy to this node again. */
    void bury() {
        deployer.undeploy(name);
    }

    URI session() {
        return URI.create("ws://127.0.0.1:" + port + "/parley/session");
    }

    /** The readiness check's answer: name, status, data. */
    JsonObject ready() {
        return Health.of(port).ready();
    }

    String data(String key) {
        return Health.of(port).data(key);
    }

    /** The ids of the servers it sees in the cluster. */
    Set<String> servers() {
        return Set.copyOf(List.of(data("servers").split(" ")));
    }

    /** Stops its process where it is: sockets stay open and nothing answers. */
    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        int code = new ProcessBuilder("kill", signal, Long.toString(process().pid()))
                .start()
                .waitFor();
        assertThat(code).as("kill " + signal).isZero();
    }

    private ProcessHandle process() {
        String mark = "-Dparley.test.node=" + name;
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process of " + name));
    }
}
