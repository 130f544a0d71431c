package chat.parley.nodes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A line between two ends that can be cut or slowed down, and that can keep what goes over it. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<ByteArrayOutputStream> recordings = new ArrayList<>();
    private final boolean recording;
    private boolean open;
    private volatile long delayMillis;

    private TcpProxy(int port, int target, boolean open, boolean recording) throws IOException {
        this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.recording = recording;
        this.open = open;
        daemon(this::accept);
    }

    /** A proxy that lets everything through. */
    public static TcpProxy between(int port, int target) {
        try {
            return new TcpProxy(port, target, true, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A proxy that hangs up on everybody until it is opened. */
    public static TcpProxy cut(int port, int target) {
        try {
            return new TcpProxy(port, target, false, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A proxy that lets everything through and keeps nothing of it. */
    public static TcpProxy forgetful(int port, int target) {
        try {
            return new TcpProxy(port, target, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public synchronized void open() {
        open = true;
    }

    /** Ends all connections and takes no new ones. */
    public synchronized void cut() {
        open = false;
        sockets.forEach(TcpProxy::end);
        sockets.clear();
    }

    /** From now on everything read waits so long before it goes on; 0: not at all. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /**
     * All that went over the line in WebSocket frames, both ways, with the clients' masks taken off; and what was not in
     * frames, as it was.
     */
    public synchronized String heard() {
        StringBuilder all = new StringBuilder();
        for (ByteArrayOutputStream each : recordings) {
            synchronized (each) {
                all.append(new FrameText(each.toByteArray()).read());
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // Closed, or the target is not there: the next one may be luckier.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        synchronized (this) {
            if (!open) {
                near.close();
                return;
            }
        }
        Socket far;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            near.close();
            throw e;
        }
        synchronized (this) {
            if (!open) {
                end(near);
                end(far);
                return;
            }
            sockets.add(near);
            sockets.add(far);
            pump(near, far);
            pump(far, near);
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        recordings.add(kept);
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        daemon(() -> {
            byte[] buffer = new byte[8192];
            try {
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                    if (recording) {
                        synchronized (kept) {
                            kept.write(buffer, 0, read);
                        }
                    }
                    if (delayMillis > 0) {
                        Thread.sleep(delayMillis);
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException | InterruptedException e) {
                // The line is cut.
            } finally {
                end(from);
                end(to);
            }
        });
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads what one end sent: an HTTP head, then frames. */
    private static final class FrameText {
        private static final int LONG = 126;
        private static final int VERY_LONG = 127;

        private final byte[] bytes;
        private int at;

        FrameText(byte[] bytes) {
            this.bytes = bytes;
        }

        String read() {
            String raw = new String(bytes, StandardCharsets.ISO_8859_1);
            int head = raw.indexOf("\r\n\r\n");
            if (head < 0) {
                return raw;
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(bytes, 0, head);
            all.write('\n');
            at = head + 4;
            while (at + 2 <= bytes.length && frame(all)) {
                all.write('\n');
            }
            return all.toString(StandardCharsets.UTF_8);
        }

        private boolean frame(ByteArrayOutputStream all) {
            int second = bytes[at + 1] & 0xff;
            boolean masked = (second & 0x80) != 0;
            long length = second & 0x7f;
            int size = length == LONG ? 2 : length == VERY_LONG ? 8 : 0;
            at += 2;
            if (at + size + (masked ? 4 : 0) > bytes.length) {
                return false;
            }
            if (size > 0) {
                length = 0;
                for (int i = 0; i < size; i++) {
                    length = length << 8 | bytes[at++] & 0xff;
                }
            }
            byte[] mask = new byte[4];
            if (masked) {
                System.arraycopy(bytes, at, mask, 0, 4);
                at += 4;
            }
            for (long i = 0; i < length && at < bytes.length; i++) {
                all.write(bytes[at++] ^ mask[(int) (i % 4)]);
            }
            return true;
        }
    }
}
