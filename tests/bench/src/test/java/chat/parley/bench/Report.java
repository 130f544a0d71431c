package chat.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

/** Figures, to the log and to a file of Markdown. */
final class Report {
    private static final double MIN_SECONDS = 0.05;

    private final Path file = Path.of(System.getProperty("parley.bench.report"));

    void line(String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        System.out.println(text);
        try {
            Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which threads took the time between two readings. */
    void threads(Map<String, Double> before, Map<String, Double> after, long deliveries) {
        after.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), each.getValue() - before.getOrDefault(each.getKey(), 0.0)))
                .filter(each -> each.getValue() >= MIN_SECONDS)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(each -> line(
                        "  - %s: %.2f s%s",
                        each.getKey(),
                        each.getValue(),
                        deliveries == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT, ", %.1f us a delivery", 1e6 * each.getValue() / deliveries)));
    }
}
