package chat.parley.console.ask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordStrengthTest {
    @ParameterizedTest
    @ValueSource(strings = {"password1", "Passw0rd!", "12345678901234567890", "qwertyuiop", "annaanna1", "parley2026"})
    void password_thatIsGuessedSoon_isComplainedOf(String password) {
        assertThat(PasswordStrength.complaint(password.toCharArray(), "anna"))
                .isPresent()
                .get()
                .asString()
                .doesNotContain(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stapler wombat lagoon fiddle", "k8#vQz!m2Lp9xT", "der Igel trinkt keinen Kaffee"})
    void password_thatHolds_isTaken(String password) {
        assertThat(PasswordStrength.complaint(password.toCharArray(), "anna")).isEmpty();
    }
}
