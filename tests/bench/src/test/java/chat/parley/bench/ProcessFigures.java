package chat.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a process has used, as Linux counts it. */
final class ProcessFigures {
    private static final double TICK_SECONDS = 0.01;
    private static final int UTIME = 11;

    private final Path proc;

    ProcessFigures(long pid) {
        proc = Path.of("/proc", Long.toString(pid));
    }

    /** Those of this process. */
    static ProcessFigures own() {
        return new ProcessFigures(ProcessHandle.current().pid());
    }

    /** Seconds of CPU, user's and system's. */
    double cpu() {
        return cpu(read(proc.resolve("stat")));
    }

    /** KiB of memory that are there. */
    long rss() {
        return read(proc.resolve("status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Seconds of CPU by kind of thread: names without their numbers. */
    Map<String, Double> threads() {
        Map<String, Double> threads = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
            List<Path> all = tasks.toList();
            for (Path each : all) {
                add(each, threads);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return threads;
    }

    private static void add(Path task, Map<String, Double> threads) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            threads.merge(name.replaceAll("[\\d#]+", "").trim(), cpu(stat), Double::sum);
        } catch (IOException e) {
            // It has ended since it was listed.
        }
    }

    private static double cpu(String text) {
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * TICK_SECONDS;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
