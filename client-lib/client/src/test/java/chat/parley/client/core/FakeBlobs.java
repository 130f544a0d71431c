package chat.parley.client.core;

import chat.parley.client.blob.BlobHttp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a world's servers, without a network: what is brought to one is at all. */
final class FakeBlobs implements BlobHttp {
    static final String TOKEN = "a token";

    final Map<String, byte[]> held = new LinkedHashMap<>();
    final List<Request> asked = new ArrayList<>();

    /** Whether no server answers over HTTP. */
    boolean silent;

    /** Largest sealed file that the servers take. */
    long maxBytes = Long.MAX_VALUE;

    private Optional<Given> refusal = Optional.empty();

    /** Whatever is brought is refused so from now on. */
    void refuse(int status, Map<String, String> headers, String json) {
        refusal = Optional.of(new Given(status, headers, json.getBytes(StandardCharsets.UTF_8)));
    }

    /** It is taken again. */
    void relent() {
        refusal = Optional.empty();
    }

    @Override
    public Answer send(Request request) throws IOException {
        asked.add(request);
        if (silent) {
            throw new IOException("nobody answers");
        }
        String id = request.url().substring(request.url().lastIndexOf('/') + 1);
        byte[] bytes = held.getOrDefault(id, new byte[0]);
        switch (request.method()) {
            case "HEAD":
                return held.containsKey(id)
                        ? new Given(200, Map.of(), new byte[0])
                        : new Given(404, Map.of("Upload-Offset", "0"), new byte[0]);
            case "PUT":
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                return put(id, request, bytes);
            default:
                return held.containsKey(id)
                        ? new Given(200, Map.of("Content-Length", Integer.toString(bytes.length)), bytes)
                        : new Given(404, Map.of(), "{\"code\":\"NOT_FOUND\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private Answer put(String id, Request request, byte[] before) throws IOException {
        String range = request.headers().get("Content-Range");
        int total = Integer.parseInt(range.substring(range.indexOf('/') + 1));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(before);
        request.body().write(all);
        held.put(id, all.toByteArray());
        return all.size() == total
                ? new Given(201, Map.of(), "{\"servers\":2}".getBytes(StandardCharsets.UTF_8))
                : new Given(204, Map.of("Upload-Offset", Integer.toString(all.size())), new byte[0]);
    }

    /** Damages what is held. */
    void damage() {
        held.values().forEach(bytes -> bytes[bytes.length - 1]++);
    }

    private static final class Given implements Answer {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        Given(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = Arrays.copyOf(body, body.length);
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
