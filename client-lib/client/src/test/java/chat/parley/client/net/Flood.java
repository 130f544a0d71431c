package chat.parley.client.net;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A server that takes one WebSocket, sends one text many times as fast as it is taken, and reads nothing. */
final class Flood implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket socket;
    private final byte[] frame;
    private final int times;
    private volatile Socket taken;

    Flood(String text, int times) throws IOException {
        this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        this.frame = ByteBuffer.allocate(bytes.length + 10)
                .put((byte) 0x81)
                .put((byte) 127)
                .putLong(bytes.length)
                .put(bytes)
                .array();
        this.times = times;
        Thread thread = new Thread(this::serve, "flood");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "ws://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        try {
            taken = socket.accept();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(taken.getInputStream(), StandardCharsets.US_ASCII));
            String key = "";
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase().startsWith("sec-websocket-key:")) {
                    key = line.substring(line.indexOf(':') + 1).trim();
                }
            }
            OutputStream out = new BufferedOutputStream(taken.getOutputStream());
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < times; i++) {
                out.write(frame);
                out.flush();
            }
            in.read();
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        if (taken != null) {
            taken.close();
        }
    }
}
