package chat.parley.console;

import chat.parley.console.settings.Surroundings;
import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;

/** Finds out what the process was started with. */
final class StandardStreams {
    private StandardStreams() {}

    static Surroundings surroundings() {
        return new Surroundings(
                // A file's own stream asks where in the file it is, which a pipe cannot say.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                System.err,
                System.getenv(),
                System.getProperty("user.name"),
                Path.of(System.getProperty("user.home")),
                Clock.systemDefaultZone(),
                terminal());
    }

    /**
     * Until Java 21 there is a console only if standard input and output are a terminal. From 22 on there may always be
     * one, which then can be asked.
     */
    private static boolean terminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
