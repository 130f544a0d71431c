package chat.parley.client.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** HTTP, as far as transfers need it. Implementations are thread-safe. */
public interface BlobHttp {
    /**
     * Sends a request and waits for the answer's head.
     *
     * @throws IOException if the connection cannot be made or breaks: whether the request has arrived is not known
     */
    Answer send(Request request) throws IOException;

    /**
     * A request.
     *
     * @param url {@code http} or {@code https}
     * @param token secret; goes into {@code Authorization} and nowhere else
     * @param length bytes of the body; 0 if there is none
     */
    record Request(String method, String url, String token, Map<String, String> headers, long length, Body body) {
        @Override
        public String toString() {
            return method + " " + url;
        }
    }

    /** Writes a request's body, once. */
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** An answer; to be closed, whether its body was read or not. */
    interface Answer extends Closeable {
        int status();

        Optional<String> header(String name);

        /** The body, also of a refusal. */
        InputStream body() throws IOException;
    }
}
