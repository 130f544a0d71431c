package chat.parley.federation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Domain;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.StockNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that cannot start says why in one line, and its process ends: nobody takes it for one that runs. */
@ExtendWith(StockNode.class)
class CannotStartIT {
    private static final Path RUN = Path.of(System.getProperty("run.dir"), "cannot-start");
    private static final int AT_ONCE = 2;

    private static ExecutorService starters;
    private static List<Future<Ended>> ended;

    /** What is wrong with a node's surroundings, and the words for it. */
    enum Fault {
        DATA_FOLDER_CANNOT_BE_MADE("cannot be written to", "give this user the right to write there") {
            @Override
            Path prepare(Path folder, NodeProcess stock) throws IOException {
                return Files.writeString(folder.resolve("file"), "no folder").resolve("data");
            }
        },
        DATA_FOLDER_IN_USE("is in use by another node", "stop that node") {
            @Override
            Path prepare(Path folder, NodeProcess stock) {
                return stock.folder().resolve("parley-data");
            }
        },
        CERTIFICATE_OF_ANOTHER_KEY("the certificate is for another server's key", "parley domain issue") {
            @Override
            Path prepare(Path folder, NodeProcess stock) throws IOException {
                Domain domain = Domain.create(folder.resolve("domain.key"));
                domain.issue(folder.resolve("other"), url());
                domain.issue(folder.resolve("data"), url());
                Files.delete(folder.resolve("data/server.key"));
                Files.copy(folder.resolve("other/server.key"), folder.resolve("data/server.key"));
                return folder.resolve("data");
            }
        },
        DATABASE_OF_ANOTHER_DOMAIN("it belongs to domain", "use a certificate of its domain") {
            @Override
            Path prepare(Path folder, NodeProcess stock) throws IOException {
                Path data = folder.resolve("data");
                Domain.create(folder.resolve("domain.key")).issue(data, url());
                try (Stream<Path> files = Files.list(stock.folder().resolve("parley-data"))) {
                    for (Path file : files.filter(
                                    f -> f.getFileName().toString().startsWith("parley.db"))
                            .toList()) {
                        Files.copy(file, data.resolve(file.getFileName()));
                    }
                }
                return data;
            }
        },
        KEY_DAMAGED("the key in server.key cannot be read", "restore it from a backup") {
            @Override
            Path prepare(Path folder, NodeProcess stock) throws IOException {
                Domain.create(folder.resolve("domain.key")).issue(folder.resolve("data"), url());
                Files.writeString(folder.resolve("data/server.key"), "damaged");
                return folder.resolve("data");
            }
        };

        private final String problem;
        private final String remedy;
        private final int port = Ports.free();

        Fault(String problem, String remedy) {
            this.problem = problem;
            this.remedy = remedy;
        }

        /** Makes what is wrong and returns the data folder to start with. */
        abstract Path prepare(Path folder, NodeProcess stock) throws IOException;

        String[] settings(Path data) {
            return new String[] {"parley.data=" + data, "parley.url=" + url()};
        }

        int port() {
            return port;
        }

        String url() {
            return "ws://127.0.0.1:" + port() + "/parley";
        }
    }

    private record Ended(int code, List<String> log) {}

    @BeforeAll
    static void startAll(NodeProcess stock) {
        starters = Executors.newFixedThreadPool(AT_ONCE);
        ended = Stream.of(Fault.values())
                .map(fault -> starters.submit(() -> start(fault, stock)))
                .toList();
    }

    @AfterAll
    static void tidy() {
        starters.shutdownNow();
    }

    private static Ended start(Fault fault, NodeProcess stock) throws Exception {
        Path folder = Files.createDirectories(RUN.resolve(fault.name()));
        Path data = fault.prepare(folder, stock);
        try (NodeProcess node = NodeProcess.with(folder, fault.port(), fault.settings(data))) {
            return new Ended(node.exitCode(), node.log());
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @DisplayName("A node that cannot start says why, and what to do, in one line, and ends with code 1")
    void node_thatCannotStart_saysWhyAndEnds(Fault fault) throws Exception {
        Ended node = ended.get(fault.ordinal()).get(3, TimeUnit.MINUTES);

        UnaryOperator<String> fromMark = line -> line.substring(line.indexOf("parley: cannot start"));
        List<String> lines = node.log().stream()
                .filter(line -> line.contains("parley: cannot start"))
                .map(fromMark)
                .distinct()
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains(fault.problem).contains(fault.remedy);
        assertThat(node.code()).isEqualTo(1);
    }
}
