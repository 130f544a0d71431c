package chat.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One node under crowds. What is asserted: everything arrives everywhere once, and nobody is cut off. */
class BenchIT {
    private static final boolean WHOLE = Boolean.getBoolean("parley.bench.whole");
    private static final Pattern HEAP = Pattern.compile("heap +total \\d+K, used (\\d+)K");
    private static final int VOICES = 5;
    private static final int OUTSTANDING = 4;

    private static final Report REPORT = new Report();
    private static NodeProcess node;
    private static ProcessFigures figures;

    @BeforeAll
    static void start() {
        List<String> options = new ArrayList<>(List.of(
                // A crowd comes from one address, and says more than people do.
                "-Dparley.sessions.per.address=20000",
                "-Dparley.quota.session.frames=100000",
                "-Dparley.quota.author.events=100000",
                "-Dparley.quota.author.events.burst=100000",
                "-Dparley.quota.author.bytes=1000000000"));
        String more = System.getProperty("parley.bench.options", "");
        if (!more.isEmpty()) {
            Collections.addAll(options, more.split(" "));
        }
        node = NodeProcess.large(Path.of(System.getProperty("run.dir"), "node"), Ports.free(), options);
        figures = new ProcessFigures(node.pid());
        node.ready();
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
        assertThat(node.log())
                .as("Tyrus' writer is found: without it a message costs twice as much")
                .noneMatch(line -> line.contains("Tyrus hides"));
    }

    @Test
    @DisplayName("I2, I3: a room of 100, 50 messages a second offered: each reaches all, once")
    void rate() {
        Crowd crowd = gathered("rate100", size(100));
        List<Voice> voices = crowd.voices(VOICES);
        double perSecond = 50;
        measure(crowd, "rate100", WHOLE ? 20 : 1, WHOLE ? 30 : 2, end -> {
            long start = System.nanoTime();
            for (long sent = 0; ; sent++) {
                long due = start + (long) (sent * 1e9 / perSecond);
                if (due >= end) {
                    return;
                }
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                Voice voice = voices.get((int) (sent % voices.size()));
                crowd.execute(() -> crowd.say(voice, due));
            }
        });
    }

    @Test
    @DisplayName("I2, I3: a room of 100, as fast as it goes: each message reaches all, once")
    void saturated() {
        Crowd crowd = gathered("sat100", size(100));
        List<Voice> voices = crowd.voices(VOICES);
        measure(crowd, "sat100", WHOLE ? 20 : 1, WHOLE ? 30 : 2, end -> {
            crowd.landed(voice -> {
                if (System.nanoTime() < end) {
                    crowd.say(voice, System.nanoTime());
                }
            });
            crowd.execute(() -> {
                for (int i = 0; i < OUTSTANDING; i++) {
                    voices.forEach(voice -> crowd.say(voice, System.nanoTime()));
                }
            });
            LockSupport.parkNanos(end - System.nanoTime());
        });
    }

    @Test
    @DisplayName("1,000 people come into one room")
    void joining() {
        Crowd crowd = gathered("join1000", size(1000));
        crowd.close();
    }

    @Test
    @DisplayName("Connections on which nothing is said")
    void idle() throws Exception {
        Crowd crowd = new Crowd(node.session(), size(2000));
        long before = heap();
        long resident = figures.rss();
        double seconds = crowd.connect(50);
        long after = heap();
        REPORT.line(
                "idle: %d connections, %.0f logins/s, %.1f KiB of heap each, %.1f KiB resident each",
                crowd.members().size(),
                crowd.members().size() / seconds,
                (after - before) / (double) crowd.members().size(),
                (figures.rss() - resident) / (double) crowd.members().size());
        assertThat(crowd.troubles()).isEmpty();
        crowd.close();
    }

    private static Crowd gathered(String what, int size) {
        Crowd crowd = new Crowd(node.session(), size);
        double connect = crowd.connect(50);
        double cpu = figures.cpu();
        double own = ProcessFigures.own().cpu();
        Map<String, Double> threads = figures.threads();
        long bytes = crowd.bytes();
        double join = crowd.join(10);
        REPORT.line(
                "%s: %d connected in %.2f s, joined in %.2f s (CPU: server %.2f s, crowd %.2f s; %.1f MB)",
                what,
                size,
                connect,
                join,
                figures.cpu() - cpu,
                ProcessFigures.own().cpu() - own,
                (crowd.bytes() - bytes) / 1e6);
        REPORT.threads(threads, figures.threads(), 0);
        assertThat(crowd.troubles()).isEmpty();
        return crowd;
    }

    /** What is said until a time. */
    private interface Talk {
        void until(long end);
    }

    private static void measure(Crowd crowd, String what, int warm, int seconds, Talk talk) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(warm + seconds);
        Thread talking = new Thread(() -> talk.until(end), "talk");
        talking.start();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(warm));
        double cpu = figures.cpu();
        Map<String, Double> threads = figures.threads();
        long from = System.nanoTime();
        long deliveries = crowd.deliveries();
        long frames = crowd.frames();
        long bytes = crowd.bytes();
        int mark = crowd.times().mark();
        LockSupport.parkNanos(end - System.nanoTime());
        double took = (System.nanoTime() - from) / 1e9;
        long count = crowd.deliveries() - deliveries;
        int last = crowd.times().mark();
        REPORT.line(
                "%s: %.0f deliveries/s, p50 %.1f ms, p99 %.1f ms, server %.1f us of CPU a delivery, %.0f bytes a delivery, %.2f"
                        + " deliveries a frame",
                what,
                count / took,
                crowd.times().millis(mark, last, 0.5),
                crowd.times().millis(mark, last, 0.99),
                1e6 * (figures.cpu() - cpu) / Math.max(1, count),
                (crowd.bytes() - bytes) / (double) Math.max(1, count),
                count / (double) Math.max(1, crowd.frames() - frames));
        REPORT.threads(threads, figures.threads(), count);
        try {
            talking.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        crowd.drain();
        assertThat(count).isPositive();
        assertThat(crowd.troubles()).isEmpty();
        crowd.close();
    }

    private static int size(int whole) {
        return WHOLE ? whole : Math.max(10, whole / 20);
    }

    /** KiB of the node's heap that are in use after a collection. */
    private static long heap() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(node.pid());
        new ProcessBuilder(jcmd, pid, "GC.run").start().waitFor();
        Process info = new ProcessBuilder(jcmd, pid, "GC.heap_info").start();
        String text = new String(info.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var used = java.util.regex.Pattern.compile("heap +total \\d+K, used (\\d+)K")
                .matcher(text);
        assertThat(used.find()).as(text).isTrue();
        return Long.parseLong(used.group(1));
    }
}
