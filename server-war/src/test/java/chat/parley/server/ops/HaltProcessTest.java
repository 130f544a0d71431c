package chat.parley.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HaltProcessTest {
    @Test
    void failure_isToldInOneLineAndEndsTheProcess() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        HaltProcess policy = new HaltProcess(new PrintStream(told, true, StandardCharsets.UTF_8), code::complete);

        policy.failed(new CannotStart("the moon is full", "wait a day"));

        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .isEqualTo("parley: cannot start: the moon is full; wait a day" + System.lineSeparator());
    }
}
