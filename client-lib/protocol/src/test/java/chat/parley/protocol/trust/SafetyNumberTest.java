package chat.parley.protocol.trust;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Trust: the safety number")
class SafetyNumberTest {
    private final UserId anna = new UserId(TestKeys.seed("anna"));
    private final UserId ben = new UserId(TestKeys.seed("ben"));
    private final SafetyNumber annas = SafetyNumber.of(CRYPTO, anna, ben);
    private final SafetyNumber bens = SafetyNumber.of(CRYPTO, ben, anna);

    @Test
    @DisplayName("both sides see the same digits, and each other's code is the right one")
    void number_isTheSameOnBothSides() {
        assertThat(annas.digits()).isEqualTo(bens.digits()).matches("[0-9]{60}");
        assertThat(annas.grouped())
                .isEqualTo("07759 24688 16268 82708 92855 87820 50027 60974 26689 52334 41678 21811");
        assertThat(annas.matches(bens.grouped())).contains(true);
        assertThat(annas.matches(bens.code())).contains(true);
        assertThat(bens.matches(" " + annas.code() + "\n")).contains(true);
    }

    @Test
    @DisplayName("A04: whoever stands between two people has other digits and another code with each")
    void number_withAnotherIdentity_differs() {
        UserId mallory = new UserId(TestKeys.seed("mallory"));
        SafetyNumber asBen = SafetyNumber.of(CRYPTO, mallory, anna);
        assertThat(annas.matches(asBen.digits())).contains(false);
        assertThat(annas.matches(asBen.code())).contains(false);
        assertThat(annas.matches(SafetyNumber.of(CRYPTO, mallory, ben).code())).contains(false);
        assertThat(annas.matches(annas.code())).as("one's own code shown back").contains(false);
    }

    @Test
    void text_thatIsNeither_isNoAnswer() {
        for (String each : new String[] {"", "12345", "x".repeat(60), annas.digits() + "1", "parley:safety:2:x"}) {
            assertThat(annas.matches(each)).as(each).isEmpty();
        }
    }
}
