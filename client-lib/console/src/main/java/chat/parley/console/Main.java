package chat.parley.console;

/** Where the terminal client starts. */
public final class Main {
    private Main() {}

    /** Starts the console. */
    public static void main(String[] arguments) {
        System.out.println("parley");
    }
}
