package chat.parley.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;

/** What the node at a port of this host says of itself. */
public final class Health {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;

    private final int port;

    private Health(int port) {
        this.port = port;
    }

    public static Health of(int port) {
        return new Health(port);
    }

    /** The readiness check's answer: name, status, data. */
    public JsonObject ready() {
        URI health = URI.create("http://127.0.0.1:" + port + "/health/ready");
        try (InputStream body = open(health);
                JsonReader reader = Json.createReader(body)) {
            JsonArray checks = reader.readObject().getJsonArray("checks");
            return checks.getValuesAs(JsonObject.class).stream()
                    .filter(check -> check.getString("name").equals("parley"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(port + " has no check: " + checks));
        } catch (IOException e) {
            throw new AssertionError(port + " does not answer", e);
        }
    }

    /** One of its data. */
    public String data(String key) {
        JsonObject data = ready().getJsonObject("data");
        assertThat(data).containsKey(key);
        return data.getString(key);
    }

    private static InputStream open(URI url) throws IOException {
        URLConnection connection = url.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        return connection.getInputStream();
    }
}
