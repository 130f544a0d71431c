package chat.parley.files;

import chat.parley.protocol.id.BlobId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;

/** Requests as somebody without manners makes them. */
final class Raw {
    private final HttpClient client = HttpClient.newHttpClient();
    private final FileNode node;
    private final String token;

    Raw(FileNode node, String token) {
        this.node = node;
        this.token = token;
    }

    /** What came back. */
    record Answer(int status, HttpResponse<byte[]> response) {
        String code() {
            return json().getString("code");
        }

        JsonObject json() {
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(response.body()))) {
                return reader.readObject();
            }
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        byte[] body() {
            return response.body();
        }
    }

    Answer get(Object id, String... headers) throws IOException, InterruptedException {
        return send("GET", id, HttpRequest.BodyPublishers.noBody(), headers);
    }

    Answer head(BlobId id) throws IOException, InterruptedException {
        return send("HEAD", id, HttpRequest.BodyPublishers.noBody());
    }

    Answer put(BlobId id, byte[] body, String... headers) throws IOException, InterruptedException {
        return send("PUT", id, HttpRequest.BodyPublishers.ofByteArray(body), headers);
    }

    /** These bytes of a whole. */
    Answer put(BlobId id, byte[] whole, int from, int to) throws IOException, InterruptedException {
        return put(
                id,
                Arrays.copyOfRange(whole, from, to),
                "Content-Range",
                "bytes " + from + "-" + (to - 1) + "/" + whole.length);
    }

    Answer finish(BlobId id, long total) throws IOException, InterruptedException {
        return put(id, new byte[0], "Content-Range", "bytes */" + total);
    }

    Answer send(String method, Object id, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(node.url().replace("ws:", "http:") + "/blobs/" + id))
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response);
    }
}
