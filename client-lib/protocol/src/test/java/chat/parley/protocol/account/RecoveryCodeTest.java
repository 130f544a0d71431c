package chat.parley.protocol.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.fixture.TestKeys;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Accounts: the recovery code")
class RecoveryCodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void code_shownAndTyped_isTheSame() throws BadAccountException {
        for (int i = 0; i < 500; i++) {
            RecoveryCode code = RecoveryCode.random(TestKeys.CRYPTO);
            assertThat(code.show()).matches("([0-9A-Z]{4}-){6}[0-9A-Z]{4}");
            assertThat(RecoveryCode.of(code.show()).expose()).isEqualTo(code.expose());
        }
    }

    @Test
    void code_typedCarelessly_isRead() throws BadAccountException {
        RecoveryCode code = RecoveryCode.random(TestKeys.CRYPTO);
        String typed = " "
                + code.show()
                        .toLowerCase(Locale.ROOT)
                        .replace('-', ' ')
                        .replace('0', 'o')
                        .replace('1', 'l');
        assertThat(RecoveryCode.of(typed).expose()).isEqualTo(code.expose());
    }

    @Test
    @DisplayName("one wrong character, or two neighbours changed, is always found")
    void code_withOneMistake_isRefused() {
        String code = RecoveryCode.random(TestKeys.CRYPTO).show();
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) == '-') {
                continue;
            }
            for (char other : ALPHABET.toCharArray()) {
                if (other != code.charAt(i)) {
                    refused(code.substring(0, i) + other + code.substring(i + 1));
                }
            }
            if (i + 1 < code.length() && code.charAt(i + 1) != '-' && code.charAt(i) != code.charAt(i + 1)) {
                refused(code.substring(0, i) + code.charAt(i + 1) + code.charAt(i) + code.substring(i + 2));
            }
        }
    }

    @Test
    void text_thatIsNoCode_isRefused() {
        refused("");
        refused("ABCD");
        refused("????-????-????-????-????-????-????");
        refused("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    }

    private static void refused(String typed) {
        assertThatThrownBy(() -> RecoveryCode.of(typed)).as(typed).isInstanceOf(BadAccountException.class);
    }
}
