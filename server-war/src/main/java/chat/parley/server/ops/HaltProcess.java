package chat.parley.server.ops;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/**
 * Says why and ends the process. Payara would go on running with nothing in it, and look alive to whoever supervises it.
 * It halts rather than exits: Payara's shutdown waits for the deployment that is under way.
 */
public final class HaltProcess implements FailurePolicy {
    /** The exit code of a node that cannot start. */
    static final int EXIT_CODE = 1;

    private static final long FLUSH_MILLIS = 1000;

    private final PrintStream out;
    private final IntConsumer halt;

    /** Writes to standard error and halts this JVM. */
    public HaltProcess() {
        this(System.err, Runtime.getRuntime()::halt);
    }

    HaltProcess(PrintStream out, IntConsumer halt) {
        this.out = out;
        this.halt = halt;
    }

    @Override
    public void failed(CannotStart failure) {
        out.println(failure.line());
        out.flush();
        Thread end = new Thread(
                () -> {
                    try {
                        Thread.sleep(FLUSH_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    out.flush();
                    halt.accept(EXIT_CODE);
                },
                "parley-halt");
        end.start();
    }
}
