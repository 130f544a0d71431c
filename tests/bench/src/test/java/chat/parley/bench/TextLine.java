package chat.parley.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The client's side of a WebSocket (RFC 6455), as much of it as a crowd needs: texts both ways, and answers to pings. The
 * bytes of a text are handed over where they lie. On the thread of its {@link Loop}, except for {@link #open}.
 */
final class TextLine {
    private static final int FIRST_BUFFER = 8 * 1024;
    private static final int MAX_FRAME = 8 * 1024 * 1024;
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_PONG = 0x8a;
    private static final int MASKED = 0x80;

    private final Loop loop;
    private final URI url;
    private final Reader reader;
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private SocketChannel channel;
    private SelectionKey key;
    private byte[] in = new byte[FIRST_BUFFER];
    private int filled;
    private boolean upgraded;
    private long bytesIn;

    /** Who hears of what comes. */
    interface Reader {
        void text(byte[] bytes, int from, int length);

        void closed(String why);
    }

    TextLine(Loop loop, URI url, Reader reader) {
        this.loop = loop;
        this.url = url;
        this.reader = reader;
    }

    /** Begins to connect. */
    void open() {
        loop.execute(() -> {
            try {
                channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
                key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
            } catch (IOException e) {
                end(e.toString());
            }
        });
    }

    long bytesIn() {
        return bytesIn;
    }

    void send(String text) {
        write(frame(FIN_TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    void close() {
        end(null);
    }

    void ready(SelectionKey ready) {
        try {
            if (ready.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                write(ByteBuffer.wrap(("GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                                + "\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
            }
            if (ready.isValid() && ready.isReadable()) {
                read();
            }
            if (ready.isValid() && ready.isWritable()) {
                flush();
            }
        } catch (IOException e) {
            end(e.toString());
        }
    }

    private void read() throws IOException {
        if (filled == in.length) {
            if (filled >= MAX_FRAME) {
                throw new IOException("a frame of more than " + MAX_FRAME + " bytes");
            }
            in = Arrays.copyOf(in, 2 * in.length);
        }
        int count = channel.read(ByteBuffer.wrap(in, filled, in.length - filled));
        if (count < 0) {
            end("the server hung up");
            return;
        }
        filled += count;
        bytesIn += count;
        int used = 0;
        for (int step = next(used); step > 0 && channel.isOpen(); step = next(used)) {
            used += step;
        }
        System.arraycopy(in, used, in, 0, filled - used);
        filled -= used;
    }

    /** Takes what is whole at a place of the buffer, and returns its length; 0 if nothing is. */
    private int next(int at) throws IOException {
        if (!upgraded) {
            return upgrade(at);
        }
        if (filled - at < 2) {
            return 0;
        }
        int length = in[at + 1] & 0x7f;
        int head = length == 127 ? 10 : length == 126 ? 4 : 2;
        if (filled - at < head) {
            return 0;
        }
        if (head > 2) {
            length = head == 4
                    ? ByteBuffer.wrap(in).getShort(at + 2) & 0xffff
                    : Math.toIntExact(ByteBuffer.wrap(in).getLong(at + 2));
        }
        if (filled - at < head + length) {
            return 0;
        }
        switch (in[at] & 0xff) {
            case FIN_TEXT -> reader.text(in, at + head, length);
            case 0x89 -> write(frame(FIN_PONG, Arrays.copyOfRange(in, at + head, at + head + length)));
            case 0x88 ->
                end("closed: " + new String(in, at + head + 2, Math.max(0, length - 2), StandardCharsets.UTF_8));
            default -> throw new IOException("a frame of a kind that servers do not send: " + in[at]);
        }
        return head + length;
    }

    private int upgrade(int at) throws IOException {
        String text = new String(in, at, filled - at, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            throw new IOException(text.substring(0, text.indexOf("\r\n")));
        }
        upgraded = true;
        return end + 4;
    }

    private static ByteBuffer frame(int kind, byte[] payload) {
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(14 + length);
        frame.put((byte) kind);
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else if (length < 65_536) {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(length);
        }
        // A mask of zeros: allowed, and the payload is what it was.
        return frame.putInt(0).put(payload).flip();
    }

    private void write(ByteBuffer bytes) {
        out.add(bytes);
        try {
            flush();
        } catch (IOException e) {
            end(e.toString());
        }
    }

    private void flush() throws IOException {
        while (!out.isEmpty()) {
            channel.write(out.peek());
            if (out.peek().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            out.poll();
        }
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void end(String why) {
        if (channel == null || !channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        if (why != null) {
            reader.closed(why);
        }
    }
}
