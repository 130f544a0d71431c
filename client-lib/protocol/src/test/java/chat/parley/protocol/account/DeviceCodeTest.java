package chat.parley.protocol.account;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.id.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Section 16: codes for devices")
class DeviceCodeTest {
    private final UserId user = new TestPerson("alice").user();
    private final DeviceCode code = new DeviceCode(new Secret(new byte[32]), user, "wss://chat.example:443/parley");

    @Test
    void of_whatWasShown_givesTheSameKeys() throws BadAccountException {
        DeviceCode read = DeviceCode.of("  " + code.show() + "\n");
        assertThat(read.user()).isEqualTo(user);
        assertThat(read.url()).isEqualTo("wss://chat.example:443/parley");
        assertThat(read.key(CRYPTO).expose()).isEqualTo(code.key(CRYPTO).expose());
        assertThat(read.sealing(CRYPTO).key()).isEqualTo(code.sealing(CRYPTO).key());
        assertThat(read.toString()).doesNotContain(user.toString());
    }

    @Test
    void sealing_opensWhatIsSealedToIt() {
        SealingPair pair = code.sealing(CRYPTO);
        byte[] text = {1, 2, 3};
        assertThat(CRYPTO.open(pair, CRYPTO.seal(pair.key(), text).get())).contains(text);
    }

    @Test
    void keys_ofAnotherUser_areOthers() {
        DeviceCode other =
                new DeviceCode(new Secret(new byte[32]), new TestPerson("bob").user(), "wss://chat.example:443/parley");
        assertThat(other.key(CRYPTO).device()).isNotEqualTo(code.key(CRYPTO).device());
        assertThat(other.sealing(CRYPTO).key())
                .isNotEqualTo(code.sealing(CRYPTO).key());
    }

    @Test
    void of_whatIsNoCode_isRefused() {
        String shown = code.show();
        for (String bad : new String[] {
            "",
            "parley:safety:1:" + user + ":" + user,
            shown.replace(":1:", ":2:"),
            shown.replace("wss://", "http://"),
            shown.substring(0, 40),
            shown.replace("AAAA:", "AAAB:"),
            shown + " x",
            shown + new String(new char[600]).replace('\0', 'x')
        }) {
            assertThatThrownBy(() -> DeviceCode.of(bad)).as(bad).isInstanceOf(BadAccountException.class);
        }
    }
}
