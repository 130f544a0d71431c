package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.id.BlobId;
import chat.parley.server.blob.BlobLimits;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Files: whoever is slow takes nobody else's place")
class SlowUploadTest extends ServingNodes {
    @Test
    @DisplayName("A54: who brings a file a byte at a time is cut off, and goes on from there")
    void put_byteByByte_cutOff() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100_000);
        try (Socket slow = socket(node, anna, id(blob), blob.length)) {
            OutputStream out = slow.getOutputStream();
            out.write(blob, 0, 100);
            out.flush();
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(raw(node, anna).head(id(blob)).header("Upload-Offset"))
                                    .contains("100"));
            node.clock.pass(Duration.ofSeconds(31));
            out.write(blob, 100, 1);
            out.flush();
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
        assertThat(raw(node, anna).put(id(blob), blob, 101, blob.length).status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("A54: one person who opens many connections and says nothing keeps nobody else out")
    void put_manySlowOnes_onlyTheirOwnTurns() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        List<Socket> slow = new ArrayList<>();
        byte[] blob = sealed(1000);
        for (int i = 0; i < 8; i++) {
            Socket socket = socket(node, anna, new BlobId(CRYPTO.random(32)), 1000);
            socket.getOutputStream().write(1);
            socket.getOutputStream().flush();
            slow.add(socket);
        }
        await().atMost(SOON).untilAsserted(() -> {
            Raw.Answer refused = raw(node, anna).get(id(blob));
            assertThat(refused.code()).isEqualTo("BUSY");
            assertThat(refused.header("Retry-After")).contains("1");
        });
        assertThat(raw(node, ben).put(id(blob), blob).status()).isEqualTo(201);
        for (Socket each : slow) {
            each.close();
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(node, anna).get(id(blob)).status()).isEqualTo(200));
    }

    @Test
    @DisplayName(
            "A54, PROTOCOL.md, Files, BUSY: eight people who take all places with next to nothing make room for the ninth"
                    + " and for servers")
    void put_eightSlowPeople_makeRoom() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        // However long opening them takes here.
        node.clock.stop();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestPerson person = new TestPerson("slow" + i);
            node.know(person);
            for (int j = 0; j < 4; j++) {
                Socket socket = socket(node, person, new BlobId(CRYPTO.random(32)), 100_000);
                socket.getOutputStream().write(new byte[100]);
                socket.getOutputStream().flush();
                slow.add(socket);
            }
        }
        await().atMost(SOON).until(() -> Leftovers.parts(node).size() == 32);
        byte[] first = sealed(1000);
        assertThat(raw(node, ben).put(id(first), first).code())
                .as("nobody has been slow for long")
                .isEqualTo("BUSY");
        assertThat(new Raw(node, node.serverToken()).get(id(first)).code()).isEqualTo("NOT_FOUND");
        node.clock.pass(Duration.ofSeconds(4));
        for (int i = 0; i < 40; i++) {
            byte[] blob = sealed(1000 + i);
            assertThat(raw(node, ben).put(id(blob), blob).status())
                    .as("file %d", i)
                    .isEqualTo(201);
        }
        for (Socket each : slow) {
            each.close();
        }
    }

    @Test
    @DisplayName("A54: who brings byte by byte what is here already is answered, and holds no place")
    void put_whatIsHereByteByByte_answered() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100_000);
        raw(node, ben).put(id(blob), blob);
        try (Socket slow = socket(node, anna, id(blob), blob.length)) {
            OutputStream out = slow.getOutputStream();
            await().atMost(SOON).until(() -> {
                node.clock.pass(Duration.ofSeconds(31));
                out.write(1);
                out.flush();
                return slow.getInputStream().available() > 0;
            });
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }
}
