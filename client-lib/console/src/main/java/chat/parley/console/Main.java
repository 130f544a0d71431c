package chat.parley.console;

/** Where the terminal client starts. */
public final class Main {
    private Main() {}

    /** Starts the console; ends the process with the exit code that {@code --help} explains. */
    public static void main(String[] arguments) {
        // TO WIRE: ParleyClients::open, and the implementation of DomainTools.
        ParleyClientFactory clients = new NotWired();
        DomainTools tools = new NotWired();
        System.exit(new CommandTree(clients, tools, StandardStreams.surroundings()).run(arguments));
    }
}
