package chat.parley.console;

import chat.parley.client.ParleyClients;

/** Where the terminal client starts. */
public final class Main {
    private Main() {}

    /** Starts the console; ends the process with the exit code that {@code --help} explains. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandTree(ParleyClients::open, new KeyFiles(), StandardStreams.surroundings()).run(arguments));
    }
}
