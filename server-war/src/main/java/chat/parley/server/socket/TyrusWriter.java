package chat.parley.server.socket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Hands bytes that are ready to Tyrus' own writer; texts that have queued up leave in one write. See {@link TextWriters}. */
final class TyrusWriter implements TextWriter {
    private final Writer writer;

    TyrusWriter(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void write(List<WireText> texts, Consumer<Throwable> done) {
        writer.write(bytes(texts), new CompletionHandler<ByteBuffer>() {
            @Override
            public void completed(ByteBuffer result) {
                done.accept(null);
            }

            @Override
            public void failed(Throwable cause) {
                done.accept(cause);
            }

            @Override
            public void cancelled() {
                done.accept(new IllegalStateException("cancelled"));
            }
        });
    }

    private static ByteBuffer bytes(List<WireText> texts) {
        if (texts.size() == 1) {
            return ByteBuffer.wrap(texts.get(0).frame());
        }
        int length = 0;
        for (WireText each : texts) {
            length += each.frame().length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (WireText each : texts) {
            all.put(each.frame());
        }
        return all.flip();
    }
}
