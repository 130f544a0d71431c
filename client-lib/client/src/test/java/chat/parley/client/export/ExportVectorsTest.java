package chat.parley.client.export;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ParleyClients;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Test vectors, section 19")
class ExportVectorsTest {
    @Test
    @DisplayName("An export is read with its passphrase, by the keys written, to the lines written")
    void export_isReadAsWritten() throws Exception {
        JsonObject vector = ExportVectors.read();
        Crypto crypto = ParleyClients.crypto();
        char[] passphrase = vector.getString("passphrase").toCharArray();
        byte[] file = Base64.getUrlDecoder().decode(vector.getString("file"));
        ExportHead head = ExportHead.read(new ByteArrayInputStream(file));
        assertThat(head.write()).isEqualTo(vector.getString("head"));
        Secret master = ExportHead.stretch(crypto, passphrase, head.salt(), head.cost());
        assertThat(ExportVectors.base64(master.expose())).isEqualTo(vector.getString("master"));
        assertThat(ExportVectors.base64(ExportHead.key(crypto, master).expose()))
                .isEqualTo(vector.getString("key"));
        List<String> lines = new ArrayList<>();
        new ExportReader(crypto).read(new ByteArrayInputStream(file), passphrase, lines::add);
        String text = vector.getJsonArray("chunks").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .collect(Collectors.joining());
        assertThat(lines).isEqualTo(text.lines().toList());
        assertThat(new String(file, StandardCharsets.UTF_8)).startsWith(vector.getString("head") + "\n");
    }
}
