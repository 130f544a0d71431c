package chat.parley.protocol.sync;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.vectors.Vectors;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RangeVectorsTest {
    @Test
    @DisplayName("PROTOCOL.md, Test vectors, section 12: prints of ranges, the sum beyond 2^256 too")
    void prints_areAsWritten() {
        for (JsonObject vector : Vectors.list("ranges")) {
            PointIndex index = new PointIndex();
            for (String id : Vectors.texts(vector, "ids")) {
                index.add(index.size(), EventId.of(id).bytes());
            }
            assertThat(index.print(CRYPTO, 0, index.size())).isEqualTo(vector.getString("print"));
        }
    }
}
