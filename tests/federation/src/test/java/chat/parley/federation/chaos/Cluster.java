package chat.parley.federation.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Domain;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.TcpProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Nodes of one domain without a data grid, each linked to each other one over a line that can be cut and slowed. */
final class Cluster implements AutoCloseable {
    private final Path folder;
    private final List<Integer> ports = new ArrayList<>();
    private final List<TcpProxy> lines = new ArrayList<>();
    private final List<List<String>> peers = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<RuntimeException> missed = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    private Cluster(Path folder, int size) {
        this.folder = folder;
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        Domain domain = Domain.create(folder.resolve("domain.key"));
        for (int i = 0; i < size; i++) {
            ports.add(Ports.free());
            peers.add(new ArrayList<>());
            domain.issue(data(i), url(i));
            for (int dialling = 0; dialling < i; dialling++) {
                TcpProxy line = TcpProxy.forgetful(0, ports.get(i));
                lines.add(line);
                peers.get(dialling).add("ws://127.0.0.1:" + line.port() + "/parley");
            }
        }
    }

    /** Makes and starts them, and waits until each serves clients. */
    static Cluster start(Path folder, int size) {
        Cluster cluster = new Cluster(folder, size);
        try {
            for (int i = 0; i < size; i++) {
                cluster.nodes.add(cluster.node(i));
            }
            cluster.nodes.forEach(NodeProcess::ready);
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    List<String> urls() {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            urls.add(url(i));
        }
        return urls;
    }

    int links() {
        return lines.size();
    }

    /** Begins what is planned, now. */
    void suffer(Plan plan) {
        for (Plan.Step each : plan.steps()) {
            timer.schedule(() -> strike(() -> begin(each)), each.at(), TimeUnit.MILLISECONDS);
            timer.schedule(() -> strike(() -> end(each)), each.at() + each.lasts(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ends what was begun, begins nothing more, and waits until all nodes serve clients. */
    void heal() throws InterruptedException {
        // A blow under way is let land: interrupted it would leave a node half struck.
        timer.shutdown();
        assertThat(timer.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(missed).as("blows that missed").isEmpty();
        lines.forEach(line -> {
            line.delay(0);
            line.open();
        });
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).thaw();
            if (!nodes.get(i).isAlive()) {
                nodes.set(i, node(i));
            }
        }
        nodes.forEach(NodeProcess::ready);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        nodes.forEach(NodeProcess::kill);
        lines.forEach(TcpProxy::close);
    }

    /** A blow that missed makes a run mean less than it says. */
    private void strike(Runnable blow) {
        try {
            blow.run();
        } catch (RuntimeException e) {
            missed.add(e);
        }
    }

    private void begin(Plan.Step step) {
        switch (step.action()) {
            case KILL -> nodes.get(step.target()).kill();
            case FREEZE -> nodes.get(step.target()).freeze();
            case CUT -> lines.get(step.target()).cut();
            case DELAY -> lines.get(step.target()).delay(step.delay());
        }
    }

    private void end(Plan.Step step) {
        switch (step.action()) {
            case KILL -> nodes.set(step.target(), node(step.target()));
            case FREEZE -> nodes.get(step.target()).thaw();
            case CUT -> lines.get(step.target()).open();
            case DELAY -> lines.get(step.target()).delay(0);
        }
    }

    private NodeProcess node(int number) {
        return NodeProcess.with(
                folder.resolve("node" + number),
                ports.get(number),
                "parley.data=" + data(number),
                "parley.url=" + url(number),
                "parley.peers=" + String.join(",", peers.get(number)));
    }

    private Path data(int number) {
        return folder.resolve("data" + number).toAbsolutePath();
    }

    private String url(int number) {
        return "ws://127.0.0.1:" + ports.get(number) + "/parley";
    }
}
