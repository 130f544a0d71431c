package chat.parley.android.people;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.rules.Rank;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PowerTest {
    @Test
    @DisplayName("PROTOCOL.md, Owned rooms: only a higher rank removes or ranks, and grants only ranks below its own")
    void powers_followRanks() {
        assertThat(powers(Rank.OWNER, Rank.ADMIN))
                .containsExactlyInAnyOrder(
                        Power.MAKE_MEMBER, Power.MAKE_GUEST, Power.REMOVE, Power.BAN, Power.MAKE_OWNER);
        assertThat(powers(Rank.ADMIN, Rank.MEMBER))
                .containsExactlyInAnyOrder(Power.MAKE_GUEST, Power.REMOVE, Power.BAN);
        assertThat(powers(Rank.ADMIN, Rank.ADMIN)).isEmpty();
        assertThat(powers(Rank.ADMIN, Rank.OWNER)).isEmpty();
        assertThat(powers(Rank.MEMBER, Rank.GUEST)).isEmpty();
        assertThat(Power.over(Optional.empty(), Optional.empty())).isEmpty();
    }

    private static java.util.List<Power> powers(Rank own, Rank other) {
        return Power.over(Optional.of(own), Optional.of(other));
    }
}
