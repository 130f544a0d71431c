package chat.parley.protocol.account;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.fixture.TestKeys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Accounts: registration codes")
class RegistrationCodesTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long DAY = 86_400_000L;

    private final RegistrationCodes codes = codes("domain");

    @Test
    void code_isTakenUntilItEnds() throws BadAccountException {
        String code = codes.issue(NOW + DAY);
        assertThat(code).matches("([0-9A-Z]{4}-){7}[0-9A-Z]{4}");
        assertThat(codes.check(code, NOW)).isEqualTo(codes("domain").check(code.toLowerCase(), NOW));
        assertThatThrownBy(() -> codes.check(code, NOW + DAY + 60_000))
                .isInstanceOf(BadAccountException.class)
                .hasMessageContaining("ended");
    }

    @Test
    void codes_differ() throws BadAccountException {
        assertThat(codes.check(codes.issue(NOW + DAY), NOW)).isNotEqualTo(codes.check(codes.issue(NOW + DAY), NOW));
    }

    @Test
    @DisplayName("A30: a code that another domain has issued, or that was changed anywhere, is none")
    void code_ofAnotherDomainOrChanged_isRefused() {
        String code = codes.issue(NOW + DAY);
        assertThatThrownBy(() -> codes("other").check(code, NOW)).isInstanceOf(BadAccountException.class);
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) != '-') {
                char other = code.charAt(i) == 'A' ? 'B' : 'A';
                String changed = code.substring(0, i) + other + code.substring(i + 1);
                assertThatThrownBy(() -> codes.check(changed, NOW)).isInstanceOf(BadAccountException.class);
            }
        }
        assertThatThrownBy(() -> codes.check("", NOW)).isInstanceOf(BadAccountException.class);
    }

    private static RegistrationCodes codes(String domain) {
        return new RegistrationCodes(CRYPTO, RegistrationCodes.secret(CRYPTO, TestKeys.seed(domain)));
    }
}
