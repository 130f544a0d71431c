package chat.parley.client.export;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportClientTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @Test
    @DisplayName("a client on its thread and its disk is exported by another thread, and goes on")
    void export_ofAClient_isReadAgain(@TempDir Path folder) throws IOException {
        ClientOptions options = new ClientOptions(folder, "alice", List.of("ws://127.0.0.1:1/parley"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String user;
        try (ParleyClient client = ParleyClients.open(options, event -> {})) {
            user = client.me().user().toString();
            client.join(RoomRef.open("lobby"));
            client.export(out, PASSPHRASE);
            assertThat(client.search("anything", Optional.empty(), 10)).isEmpty();
        }
        List<String> lines = new ArrayList<>();
        ParleyClients.readExport(new ByteArrayInputStream(out.toByteArray()), PASSPHRASE, lines::add);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains(user).contains("\"alice\"");
        assertThat(lines.get(1)).contains("\"lobby\"");
    }
}
