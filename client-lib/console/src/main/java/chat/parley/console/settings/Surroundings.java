package chat.parley.console.settings;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the process was started with.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param environment the environment variables
 * @param user the name of the system's user
 * @param home that user's folder
 * @param clock the time, and the zone that times are shown in
 * @param terminal whether a person sits at both standard input and output
 */
public record Surroundings(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> environment,
        String user,
        Path home,
        Clock clock,
        boolean terminal) {

    /** See https://no-color.org: set and not empty means no colour. */
    public boolean noColor() {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
