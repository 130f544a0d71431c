package chat.parley.console;

import chat.parley.client.ParleyClients;
import chat.parley.console.domain.KeyFiles;
import java.util.logging.LogManager;

/** Where the terminal client starts. */
public final class Main {
    private Main() {}

    /** Starts the console; ends the process with the exit code that {@code --help} explains. */
    public static void main(String[] arguments) {
        if (System.getProperty("java.util.logging.config.file") == null) {
            // The WebSocket library logs a lost connection with its stack: the console says in its own words what
            // happened.
            LogManager.getLogManager().reset();
        }
        // Previews are drawn without a window, and without asking for one.
        System.setProperty("java.awt.headless", "true");
        System.exit(
                new CommandTree(ParleyClients::open, new KeyFiles(), StandardStreams.surroundings()).run(arguments));
    }
}
