package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.id.BlobId;
import chat.parley.server.blob.BlobLimits;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Files: what is brought")
class UploadingTest extends ServingNodes {
    @Test
    @DisplayName("A51: what has another hash is thrown away, is never served, and costs only who brought it")
    void put_wrongHash_goneAndNeverServed() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(50_000);
        BlobId other = new BlobId(CRYPTO.random(32));
        assertThat(raw.put(other, blob, 0, 30_000).status()).isEqualTo(204);
        assertThat(raw.get(other).code()).as("not whole").isEqualTo("NOT_FOUND");
        Raw.Answer answer = raw.put(other, blob, 30_000, blob.length);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("HASH_MISMATCH");
        assertThat(raw.get(other).code()).isEqualTo("NOT_FOUND");
        assertThat(raw.head(other).header("Upload-Offset")).contains("0");
        assertThat(files(node)).isEmpty();
        byte[] swapped = blob.clone();
        System.arraycopy(blob, 0, swapped, 100, 100);
        assertThat(raw.put(id(blob), swapped).code()).isEqualTo("HASH_MISMATCH");
        assertThat(raw.put(id(blob), blob).status())
                .as("the right one afterwards")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("Pieces go on where the last one ended, whoever else brings the same file; one by one or the whole")
    void put_inPieces_goesOn() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(50_000);
        BlobId id = id(blob);
        assertThat(raw.put(id, blob, 0, 10_000).header("Upload-Offset")).contains("10000");
        for (int from : new int[] {0, 9_999, 10_001}) {
            Raw.Answer wrong = raw.put(id, blob, from, 20_000);
            assertThat(wrong.status()).isEqualTo(409);
            assertThat(wrong.code()).isEqualTo("WRONG_OFFSET");
            assertThat(wrong.header("Upload-Offset")).contains("10000");
        }
        assertThat(raw.finish(id, blob.length).code()).isEqualTo("WRONG_OFFSET");
        assertThat(raw(node, ben).head(id).header("Upload-Offset"))
                .as("another person")
                .contains("0");
        node.stop();
        node.start();
        raw = raw(node, anna);
        assertThat(raw.head(id).header("Upload-Offset")).as("after a restart").contains("10000");
        assertThat(raw.put(id, blob, 10_000, blob.length).status()).isEqualTo(201);
        assertThat(raw.put(id, blob, 0, 10).status()).as("it is here").isEqualTo(200);
        assertThat(raw.finish(id, blob.length).status()).isEqualTo(200);
        Raw.Answer head = raw.head(id);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Upload-Complete")).contains("?1");
        assertThat(head.header("Content-Length")).contains(Integer.toString(blob.length));
    }

    @Test
    @DisplayName(
            "A connection that hangs does not keep its own client out: the later one goes on, the earlier writes no more")
    void put_overAnotherConnection_supersedes() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100_000);
        BlobId id = id(blob);
        Raw raw = raw(node, anna);
        try (Socket hanging = socket(node, anna, id, blob.length)) {
            OutputStream out = hanging.getOutputStream();
            out.write(blob, 0, 30_000);
            out.flush();
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(raw.head(id).header("Upload-Offset")).contains("30000"));
            assertThat(raw.put(id, blob, 30_000, 60_000).status()).isEqualTo(204);
            out.write(new byte[1000]);
            out.flush();
            assertThat(new String(hanging.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .as("the earlier one is told")
                    .isEqualTo("HTTP/1.1 409");
            assertThat(raw.put(id, blob, 60_000, blob.length).status()).isEqualTo(201);
        }
        assertThat(raw.get(id).body()).isEqualTo(blob);
    }
}
