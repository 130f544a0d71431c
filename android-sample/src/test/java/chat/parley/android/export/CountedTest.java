package chat.parley.android.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    @DisplayName("everything goes through, and is told of now and then")
    void bytes_areCounted() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        List<Long> told = new ArrayList<>();
        int part = (int) Counted.EVERY / 4;
        try (Counted out = new Counted(to, told::add)) {
            for (int i = 0; i < 10; i++) {
                out.write(new byte[part], 0, part);
            }
            out.write(7);
        }
        assertThat(to.size()).isEqualTo(10 * part + 1);
        assertThat(told).containsExactly(Counted.EVERY, 2 * Counted.EVERY);
    }
}
