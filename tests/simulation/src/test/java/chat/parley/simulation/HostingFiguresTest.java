package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.fixture.SeededCrypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Links, Hosting: what it does to storage and traffic")
class HostingFiguresTest {
    private static final Path README = Path.of("../../config/README.md");

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    @DisplayName("The operator's table is what comes out")
    void figures_manyServers_asInTheTable(int servers) throws IOException {
        Crypto crypto = new SeededCrypto(new Dice(1)::bytes, new HashMap<>());
        HostingFigures figures = new HostingFigures(crypto, servers, 1);
        System.out.println(figures.row());
        assertThat(Files.readString(README)).contains(figures.row());
        assertThat(figures.share()).isLessThan(1);
    }
}
