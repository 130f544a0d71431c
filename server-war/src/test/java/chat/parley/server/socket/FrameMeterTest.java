package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A54: what is kept of frames whose end has not come")
class FrameMeterTest {
    private static final int MOST = 1_000_000;
    private static final int TEXT = 0x81;
    private static final int BEGUN = 0x01;
    private static final int CONTINUED = 0x00;
    private static final int ENDED = 0x80;
    private static final int PING = 0x89;

    private final IncomingBudget budget = new IncomingBudget(200_000);
    private final FrameMeter meter = new FrameMeter(budget, MOST);

    @Test
    @DisplayName("Frames of all lengths, cut anywhere, hold what has come of them and nothing when they are whole")
    void frames_cutAnywhere_areFollowed() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 100_000}) {
            all.writeBytes(frame(TEXT, length, length));
            all.writeBytes(frame(PING, 3, 3));
        }
        byte[] bytes = all.toByteArray();
        for (int step : new int[] {1, 2, 3, 7, 1000, bytes.length}) {
            for (int at = 0; at < bytes.length; at += step) {
                meter.read(bytes, at, Math.min(step, bytes.length - at));
            }
            assertThat(budget.held()).isZero();
        }
    }

    @Test
    @DisplayName("Parts of a message are held together until its last part has come, and not what stands between them")
    void message_inParts_isHeldUntilItsEnd() throws IOException {
        feed(meter, frame(BEGUN, 1000, 1000));
        feed(meter, frame(PING, 100, 100));
        feed(meter, frame(CONTINUED, 500, 500));
        assertThat(budget.held()).isEqualTo(1500);
        feed(meter, frame(ENDED, 10, 4));
        assertThat(budget.held()).isEqualTo(1504);
        feed(meter, new byte[6]);
        assertThat(budget.held()).isZero();
    }

    @Test
    @DisplayName("A message that says to be too long ends its connection at once, also in parts, also beyond 63 bits")
    void message_thatSaysToBeTooLong_isRefusedAtOnce() throws IOException {
        for (long length : new long[] {MOST + 1L, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            assertThatThrownBy(() -> feed(new FrameMeter(budget, MOST), frame(TEXT, length, 0)))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
        feed(meter, frame(BEGUN, 60_000, 60_000));
        assertThatThrownBy(() -> feed(meter, frame(CONTINUED, MOST - 59_999, 0)))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("When too much is held, long messages end their connections and short ones come through")
    void budget_spent_costsTheLongOnes() throws IOException {
        FrameMeter other = new FrameMeter(budget, MOST);
        feed(meter, frame(TEXT, 500_000, 190_000));
        feed(other, frame(TEXT, 500_000, 5_000));
        assertThatThrownBy(() -> feed(meter, new byte[10_000])).isInstanceOf(IOException.class);
        assertThatCode(() -> feed(other, new byte[50_000])).doesNotThrowAnyException();
        assertThatThrownBy(() -> feed(other, new byte[20_000])).isInstanceOf(IOException.class);
        meter.close();
        meter.close();
        other.close();
        assertThat(budget.held()).isZero();
        feed(other, new byte[1000]);
        assertThat(budget.held()).as("what still comes after the end").isZero();
    }

    private static void feed(FrameMeter meter, byte[] bytes) throws IOException {
        meter.read(bytes, 0, bytes.length);
    }

    /** A masked frame that says to be {@code length} bytes long, and {@code sent} bytes of it. */
    private static byte[] frame(int first, long length, int sent) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (length >= 0 && length < 126) {
            frame.write(0x80 | (int) length);
        } else if (length >= 0 && length < 65_536) {
            frame.write(0x80 | 126);
            frame.write((int) length >> 8);
            frame.write((int) length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) (length >>> shift));
            }
        }
        frame.writeBytes(new byte[4 + sent]);
        return frame.toByteArray();
    }
}
