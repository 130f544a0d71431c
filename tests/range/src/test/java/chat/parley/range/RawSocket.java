package chat.parley.range;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A WebSocket byte by byte, from any address of this host: what no library would send, and times without a library's. */
final class RawSocket implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    /** A connection to the url's host, over which nothing was sent yet. */
    RawSocket(URI url, String from) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** An open WebSocket. */
    static RawSocket open(URI url, String from) throws IOException {
        RawSocket raw = new RawSocket(url, from);
        raw.bytes(handshake(url, "").getBytes(StandardCharsets.US_ASCII));
        String head = raw.head();
        if (!head.startsWith("HTTP/1.1 101")) {
            raw.close();
            throw new IOException(head);
        }
        return raw;
    }

    static String handshake(URI url, String headers) {
        String query = url.getQuery() == null ? "" : "?" + url.getQuery();
        return "GET " + url.getPath() + query + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n";
    }

    void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** A text in one frame, masked with zeros. */
    void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(bytes.length + 16);
        frame.write(header(bytes.length));
        frame.write(bytes);
        bytes(frame.toByteArray());
    }

    /** The head of a masked text frame that says to be so long. */
    static byte[] header(long length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(TEXT);
        if (length >= 0 && length < TWO_BYTES) {
            head.write(MASKED | (int) length);
        } else {
            head.write(MASKED | EIGHT_BYTES);
            for (int shift = 56; shift >= 0; shift -= 8) {
                head.write((int) (length >>> shift));
            }
        }
        head.writeBytes(new byte[4]);
        return head.toByteArray();
    }

    /** The next text; the reason after {@code "closed "} and the code if it is a close; {@code "gone"} if there is no more. */
    String next() throws IOException {
        try {
            int opcode = in.readUnsignedByte();
            long length = in.readUnsignedByte();
            if (length == TWO_BYTES) {
                length = in.readUnsignedShort();
            } else if (length == EIGHT_BYTES) {
                length = in.readLong();
            }
            byte[] bytes = in.readNBytes((int) length);
            if (opcode == CLOSE) {
                int code = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
                return "closed " + code + " " + new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (EOFException | java.net.SocketException e) {
            return "gone";
        }
    }

    /** The lines of an HTTP answer up to the empty one; what there is of them if the node hangs up. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (int read = in.read(); read >= 0; read = in.read()) {
            head.append((char) read);
            if (head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                break;
            }
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
