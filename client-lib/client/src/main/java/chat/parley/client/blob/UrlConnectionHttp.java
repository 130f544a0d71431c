package chat.parley.client.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Optional;

/** {@link BlobHttp} by what both desktops and Android have. TLS is checked as the platform does it. */
public final class UrlConnectionHttp implements BlobHttp {
    /** How long connecting may take, in milliseconds. */
    static final int CONNECT_MILLIS = 5000;

    /** How long a server may say nothing, in milliseconds: it waits itself until a second one has a file. */
    static final int READ_MILLIS = 120_000;

    @Override
    public Answer send(Request request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(request.url()).openConnection();
        boolean answered = false;
        try {
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod(request.method());
            connection.setRequestProperty("Authorization", "Bearer " + request.token());
            // What is compressed on the way has another length than it says.
            connection.setRequestProperty("Accept-Encoding", "identity");
            request.headers().forEach(connection::setRequestProperty);
            if (request.method().equals("PUT")) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(request.length());
                try (OutputStream out = connection.getOutputStream()) {
                    request.body().write(out);
                }
            }
            Answer answer = new ConnectionAnswer(connection, connection.getResponseCode());
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                connection.disconnect();
            }
        }
    }

    private static final class ConnectionAnswer implements Answer {
        private static final int REFUSALS = 400;

        private final HttpURLConnection connection;
        private final int status;

        ConnectionAnswer(HttpURLConnection connection, int status) {
            this.connection = connection;
            this.status = status;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(connection.getHeaderField(name));
        }

        @Override
        public InputStream body() throws IOException {
            InputStream body = status < REFUSALS ? connection.getInputStream() : connection.getErrorStream();
            return body == null ? new ByteArrayInputStream(new byte[0]) : body;
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
