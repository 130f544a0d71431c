package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TyrusWriterTest {
    /** Keeps what is written, and can fail. */
    private static final class Kept extends Writer {
        final List<byte[]> written = new ArrayList<>();
        IOException failure;

        @Override
        public void write(ByteBuffer bytes, CompletionHandler<ByteBuffer> done) {
            if (failure != null) {
                done.failed(failure);
                return;
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            written.add(copy);
            done.completed(bytes);
        }

        @Override
        public void close() {}
    }

    private final Kept kept = new Kept();
    private final TyrusWriter writer = new TyrusWriter(kept);
    private final List<Throwable> told = new ArrayList<>();

    @Test
    @DisplayName("Texts that wait together leave in one write, one frame after the other")
    void write_several_oneWriteInOrder() {
        writer.write(List.of(new WireText("a"), new WireText("bc")), told::add);
        assertThat(kept.written).containsExactly(new byte[] {(byte) 0x81, 1, 'a', (byte) 0x81, 2, 'b', 'c'});
        assertThat(told).containsExactly((Throwable) null);
    }

    @Test
    @DisplayName("One text for many readers is the same to each")
    void write_oneTextTwice_whole() {
        WireText text = new WireText("for all");
        writer.write(List.of(text), told::add);
        new TyrusWriter(kept).write(List.of(text), told::add);
        assertThat(kept.written).hasSize(2);
        assertThat(kept.written.get(1)).isEqualTo(kept.written.get(0)).isEqualTo(text.frame());
    }

    @Test
    void write_fails_told() {
        kept.failure = new IOException("gone");
        writer.write(List.of(new WireText("a")), told::add);
        assertThat(told).containsExactly(kept.failure);
    }

    @Test
    @DisplayName("A session that is not Tyrus' is written to as the API has it")
    void of_anotherContainer_standard() {
        assertThat(new TextWriters().of(new FakeSession().session())).isInstanceOf(StandardWriter.class);
    }
}
