package chat.parley.android.flow;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Two real nodes of a new domain that know each other, started as an operator does. */
final class Nodes implements AutoCloseable {
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 30_000;

    private static final int SIZE = 2;
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final File folder = new File(System.getProperty("run.dir")).getAbsoluteFile();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    private Nodes() {}

    static Nodes start() throws Exception {
        Nodes nodes = new Nodes();
        try {
            nodes.begin();
            return nodes;
        } catch (Exception | Error e) {
            nodes.close();
            throw e;
        }
    }

    String url(int node) {
        return "ws://127.0.0.1:" + ports.get(node) + "/parley";
    }

    String host(int node) {
        return "127.0.0.1:" + ports.get(node);
    }

    /** Ends a node as a power cut would. */
    void kill(int node) throws InterruptedException {
        processes.get(node).destroyForcibly().waitFor(15, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }

    private void begin() throws Exception {
        File key = new File(folder, "domain.key");
        if (!folder.isDirectory() && !folder.mkdirs()) {
            throw new IOException("no folder " + folder);
        }
        console("domain", "create", "--key", key.getPath());
        for (int i = 0; i < SIZE; i++) {
            ports.add(freePort());
        }
        for (int i = 0; i < SIZE; i++) {
            console("domain", "issue", "--key", key.getPath(), "--data", data(i), "--url", url(i));
            processes.add(run(
                    "node" + i,
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dparley.data=" + data(i),
                    "-Dparley.url=" + url(i),
                    "-Dparley.peers=" + url(1 - i),
                    "-jar",
                    absolute("payara.micro.jar"),
                    "--deploy",
                    absolute("war.file"),
                    "--port",
                    Integer.toString(ports.get(i)),
                    "--nohazelcast",
                    "--disablephonehome"));
        }
        long end = System.nanoTime() + READY_NANOS;
        for (int i = 0; i < SIZE; i++) {
            while (!ready(i)) {
                if (System.nanoTime() > end || !processes.get(i).isAlive()) {
                    throw new IOException("node" + i + " does not start: see its log in " + folder);
                }
                processes.get(i).waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean ready(int node) {
        try {
            URI health = URI.create("http://127.0.0.1:" + ports.get(node) + "/health/ready");
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void console(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList("-jar", absolute("console.jar")));
        all.addAll(Arrays.asList(arguments));
        Process process = run("console", all.toArray(new String[0]));
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("the console failed: see its log in " + folder);
        }
    }

    private Process run(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Paths.get(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .directory(folder)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder, name + ".log")))
                .start();
    }

    private String data(int node) {
        return new File(folder, "data" + node).getPath();
    }

    /** One that the system gives to no connection by itself before the node listens. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
    }

    private static String absolute(String property) {
        Path path = Paths.get(System.getProperty(property));
        return path.toAbsolutePath().normalize().toString();
    }
}
