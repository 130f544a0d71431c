package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.id.SealingKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** Chance from a seed, and otherwise the real thing. */
class SeededCryptoTest {
    private static final byte[] TEXT = "a secret".getBytes(StandardCharsets.UTF_8);

    @Test
    void sealedBox_isTheSameAgain_andTheRealOneOpensIt() {
        SealingPair pair = crypto(1).newSealingPair();

        byte[] box = crypto(2).seal(pair.key(), TEXT).orElseThrow();

        assertThat(crypto(2).seal(pair.key(), TEXT).orElseThrow()).isEqualTo(box);
        assertThat(crypto(3).open(pair, box))
                .hasValueSatisfying(text -> assertThat(text).isEqualTo(TEXT));
    }

    @Test
    void sealedBox_ofAnotherPair_doesNotOpen() {
        SealingPair pair = crypto(1).newSealingPair();
        byte[] box = crypto(2).seal(pair.key(), TEXT).orElseThrow();

        assertThat(crypto(3).open(crypto(4).newSealingPair(), box)).isEmpty();
    }

    @Test
    void keyOfSmallOrder_isNotSealedTo() {
        assertThat(crypto(1).seal(new SealingKey(new byte[32]), TEXT)).isEmpty();
    }

    private static SeededCrypto crypto(long seed) {
        return new SeededCrypto(new Dice(seed)::bytes, new HashMap<>());
    }
}
