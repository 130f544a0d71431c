package chat.parley.client.export;

import chat.parley.client.ParleyClients;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Writes the vector of an export; run by hand when a revision changes something, from this module's folder. Salt and
 * nonces differ from run to run. The chunks are short, and a line goes over the end of one.
 */
public final class ExportVectors {
    private static final Path FILE = Path.of("../protocol/src/test/resources/vectors/exports.json");
    private static final List<String> CHUNKS = List.of(
            "{\"kind\":\"export\",\"user\":\"x\",\"name\":\"anna\",\"time\":\"2026-11-24T12:00:00Z\"}\n{\"kind\":\"con",
            "tact\",\"user\":\"y\",\"name\":\"bj\u00f6rn\",\"trust\":\"seen\"}\n",
            "");

    private ExportVectors() {}

    public static void main(String[] arguments) throws IOException {
        // With an accent of its own: it is joined with its letter before it is stretched.
        String passphrase = "cafe\u0301 au lait";
        Crypto crypto = ParleyClients.crypto();
        byte[] salt = crypto.random(Crypto.SALT_BYTES);
        Secret master = ExportHead.stretch(crypto, passphrase.toCharArray(), salt, Cost.USUAL);
        ExportHead head = ExportHead.of(crypto, master, salt, Cost.USUAL);
        Secret key = ExportHead.key(crypto, master);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write((head.write() + "\n").getBytes(StandardCharsets.UTF_8));
        JsonArrayBuilder texts = Json.createArrayBuilder();
        for (int i = 0; i < CHUNKS.size(); i++) {
            texts.add(CHUNKS.get(i));
            byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
            byte[] sealed = crypto.encrypt(
                    key,
                    nonce,
                    head.context(i, i == CHUNKS.size() - 1),
                    CHUNKS.get(i).getBytes(StandardCharsets.UTF_8));
            out.writeInt(nonce.length + sealed.length);
            out.write(nonce);
            out.write(sealed);
        }
        JsonObjectBuilder vector = Json.createObjectBuilder()
                .add("passphrase", passphrase)
                .add("head", head.write())
                .add("master", base64(master.expose()))
                .add("key", base64(key.expose()))
                .add("chunks", texts)
                .add("file", base64(bytes.toByteArray()));
        try (Writer file = Files.newBufferedWriter(FILE);
                JsonWriter json = Json.createWriterFactory(
                                Collections.singletonMap(JsonGenerator.PRETTY_PRINTING, true))
                        .createWriter(file)) {
            json.write(vector.build());
        }
    }

    static JsonObject read() throws IOException {
        try (JsonReader file = Json.createReader(Files.newBufferedReader(FILE))) {
            return file.readObject();
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
