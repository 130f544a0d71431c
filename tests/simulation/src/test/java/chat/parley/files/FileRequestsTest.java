package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.id.BlobId;
import chat.parley.server.blob.BlobCode;
import chat.parley.server.blob.BlobLimits;
import chat.parley.server.ops.Settings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Files: requests")
class FileRequestsTest extends ServingNodes {
    private static final long MIB = 1024L * 1024;
    private static final long GIB = 1024 * MIB;

    @Test
    void get_ranges_areThoseAskedFor() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(5000);
        BlobId id = id(blob);
        raw.put(id, blob);
        Raw.Answer whole = raw.get(id);
        assertThat(whole.body()).isEqualTo(blob);
        assertThat(whole.header("Content-Type")).contains("application/octet-stream");
        assertThat(whole.header("Content-Disposition")).contains("attachment");
        assertThat(whole.header("X-Content-Type-Options")).contains("nosniff");
        Raw.Answer rest = raw.get(id, "Range", "bytes=4000-");
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.header("Content-Range")).contains("bytes 4000-" + (blob.length - 1) + "/" + blob.length);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(blob, 4000, blob.length));
        assertThat(raw.get(id, "Range", "bytes=10-19").body()).isEqualTo(Arrays.copyOfRange(blob, 10, 20));
        assertThat(raw.get(id, "Range", "bytes=10-99999999").body()).hasSize(blob.length - 10);
        assertThat(raw.get(id, "Range", "bytes=" + blob.length + "-").code()).isEqualTo("BAD_RANGE");
        for (String range :
                new String[] {"bytes=-5", "bytes=1-2,4-5", "x", "bytes=9-1x", "bytes=" + "9".repeat(40) + "-"}) {
            assertThat(raw.get(id, "Range", range).code()).as(range).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    @DisplayName("A20, A30: without a token of this server nothing is answered, nor with one that is over or changed")
    void request_withoutToken_refused() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        FileNode other = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100);
        String good = node.token(anna);
        String asBen = good.replace(anna.user().toString(), ben.user().toString());
        int time = good.indexOf('.', good.indexOf('.') + 1) + 1;
        String longer = good.substring(0, time) + "9" + good.substring(time + 1);
        List<String> bad = List.of(
                "", "x", other.token(anna), asBen, longer, good + "x", "server.99999999999999." + "A".repeat(43));
        for (String token : bad) {
            Raw raw = new Raw(node, token);
            for (Raw.Answer answer : List.of(raw.get(id(blob)), raw.put(id(blob), blob))) {
                assertThat(answer.status()).as(token).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("BAD_TOKEN");
                assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
            }
            assertThat(raw.head(id(blob)).status()).isEqualTo(401);
        }
        assertThat(new Raw(node, good).put(id(blob), blob).status()).isEqualTo(201);
        node.clock.pass(Duration.ofMinutes(11));
        assertThat(new Raw(node, good).get(id(blob)).code()).as("over").isEqualTo("BAD_TOKEN");
        assertThat(new Raw(node, node.serverToken())
                        .put(id(sealed(50)), sealed(50))
                        .code())
                .as("servers bring nothing")
                .isEqualTo("BAD_TOKEN");
    }

    @Test
    @DisplayName("A35, A37: a token is for a device that is its user's, live, as far as the server knows")
    void token_forSomebodyElsesDevice_refused() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        assertThat(node.ask(anna, anna.device())).isInstanceOf(BlobToken.class);
        assertThat(((BlobToken) node.ask(anna, anna.device())).toString()).doesNotContain(node.token(anna));
        assertUnknown(node, anna, ben.device());
        assertUnknown(node, new TestPerson("stranger"), anna.device());
        TestDevice second = anna.addDevice();
        assertUnknown(node, anna, second);
        node.know(anna);
        assertThat(node.ask(anna, second)).isInstanceOf(BlobToken.class);
        anna.revoke(second);
        node.know(anna);
        assertUnknown(node, anna, second);
    }

    @Test
    @DisplayName(
            "A54: lengths that lie, are missing or are huge, and paths that are no ids, are refused and change nothing")
    void request_malformed_refused() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(1000);
        BlobId id = id(blob);
        for (String range : new String[] {
            "bytes 0-10/1000",
            "bytes 5-1/9",
            "bytes 0-999/999",
            "x",
            "bytes */7",
            "bytes 0-999/" + "9".repeat(30),
            "bytes -1-998/1000"
        }) {
            assertThat(raw.put(id, new byte[1000], "Content-Range", range).code())
                    .as(range)
                    .isEqualTo("BAD_REQUEST");
        }
        assertThat(raw.put(id, new byte[1000], "Content-Range", "bytes 0-999/4294967296999")
                        .code())
                .isEqualTo("BLOB_TOO_LARGE");
        HttpRequest.BodyPublisher endless =
                HttpRequest.BodyPublishers.ofInputStream(() -> InputStream.nullInputStream());
        assertThat(raw.send("PUT", id, endless).code()).isEqualTo("LENGTH_REQUIRED");
        for (String path : new String[] {"x", "..%2f..%2fparley.db", "A".repeat(44), "%00", "A".repeat(42) + "B"}) {
            assertThat(raw.get(path).code()).as(path).isEqualTo("BAD_REQUEST");
        }
        assertThat(files(node)).isEmpty();
        assertThat(raw.send("DELETE", id, HttpRequest.BodyPublishers.noBody()).code())
                .isEqualTo("BAD_REQUEST");
    }

    @Test
    @DisplayName("The description in OpenAPI has every code with its status, and every status that was answered")
    void description_ofAllAnswers_isRight() throws Exception {
        JsonObject api = description();
        List<String> codes = api.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum")
                .getValuesAs(JsonString::getString);
        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(BlobCode.values()).map(BlobCode::name).toList());
        JsonObject path = api.getJsonObject("paths").getJsonObject("/blobs/{blob}");
        for (BlobCode code : BlobCode.values()) {
            assertThat(List.of("get", "put")).as(code.name()).anyMatch(method -> {
                JsonObject response = path.getJsonObject(method)
                        .getJsonObject("responses")
                        .getJsonObject(Integer.toString(code.status()));
                return response != null && response.getString("description").contains(code.name());
            });
        }
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(1000);
        BlobId id = id(blob);
        raw.head(id);
        raw.get(id);
        raw.put(id, blob, 0, 10);
        raw.put(id, blob, 0, 10);
        raw.put(new BlobId(CRYPTO.random(32)), blob);
        raw.put(id, blob, 10, blob.length);
        raw.put(id, blob);
        raw.head(id);
        raw.get(id);
        raw.get(id, "Range", "bytes=5-");
        raw.get(id, "Range", "bytes=99999-");
        raw.get("x");
        new Raw(node, "x").head(id);
        raw.put(id(sealed(9)), new byte[9], "Content-Range", "bytes 0-8/999999999999999");
        assertThat(node.answers).hasSize(14);
        for (String answer : node.answers) {
            String[] parts = answer.split(" ");
            assertThat(path.getJsonObject(parts[0].toLowerCase()).getJsonObject("responses"))
                    .as(answer)
                    .containsKey(parts[1]);
        }
    }

    @Test
    @DisplayName("The description in OpenAPI says every limit, with the setting that changes it, and where to wait")
    void description_ofLimits_isRight() throws Exception {
        JsonObject path = description().getJsonObject("paths").getJsonObject("/blobs/{blob}");
        String put = path.getJsonObject("put").toString();
        Map<String, String> limits = Map.of(
                Settings.BLOB_MAX, BlobLimits.MAX_BYTES / MIB + " MiB",
                Settings.BLOB_USER, BlobLimits.USER_BYTES / GIB + " GiB",
                Settings.BLOB_DAY, BlobLimits.USER_DAY_BYTES / GIB + " GiB",
                Settings.BLOB_STORE, BlobLimits.STORE_BYTES / GIB + " GiB",
                Settings.BLOB_RESERVE, BlobLimits.RESERVE_BYTES / MIB + " MiB",
                Settings.BLOB_GRACE, BlobLimits.GRACE.toHours() + " hours");
        limits.forEach((setting, value) -> assertThat(put).contains(setting).contains(value));
        assertThat(path.getJsonObject("get").getString("description"))
                .contains(Settings.BLOB_KEEP)
                .contains(BlobLimits.KEEP.toDays() + " days");
        for (String method : List.of("get", "head", "put")) {
            JsonObject responses = path.getJsonObject(method).getJsonObject("responses");
            for (String status : List.of("429", "503")) {
                if (responses.containsKey(status)) {
                    assertThat(responses.getJsonObject(status).getJsonObject("headers"))
                            .as("%s %s", method, status)
                            .containsKey("Retry-After");
                }
            }
        }
    }

    private static JsonObject description() throws IOException {
        try (InputStream file = BlobCode.class.getResourceAsStream("/META-INF/openapi.json");
                JsonReader reader = Json.createReader(file)) {
            return reader.readObject();
        }
    }
}
