package chat.parley.protocol.account;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Accounts")
class AccountTest {
    private final AccountCodec codec = new AccountCodec(CRYPTO);
    private final VaultSealer vaults = new VaultSealer(CRYPTO);
    private final TestAccount anna = new TestAccount("anna");

    @Test
    void record_writtenAndRead_isTheSame() throws BadAccountException {
        AccountRecord.Signed signed = anna.first();
        AccountRecord.Signed read = codec.read(signed.text(), signed.signature());
        assertThat(read.text()).isEqualTo(signed.text());
        assertThat(read.user()).isEqualTo(anna.person().user());
        assertThat(read.root()).isEqualTo(anna.root().device());
        assertThat(read.record().counter()).isEqualTo(1);
        assertThat(read.record().cost()).isEqualTo(TestAccount.COST);
    }

    @Test
    @DisplayName("A10, A11: a record with anything changed, or signed by another key, is refused")
    void record_changed_isRefused() {
        AccountRecord.Signed signed = anna.first();
        String text = signed.text();
        for (String changed : new String[] {
            text.replace("\"counter\":1", "\"counter\":2"),
            text.replace("\"name\":\"anna\"", "\"name\":\"anne\""),
            text.replace("\"name\":\"anna\"", "\"name\":\"Anna\""),
            text.replace("\"operations\":2", "\"operations\":1"),
            text.replace("\"counter\":1", "\"counter\":0"),
            text.replace("{\"domain\"", "{ \"domain\""),
            text + " ",
            text.replace("\"vault\":\"", "\"vault\":\"AAAA"),
            "",
            "{}"
        }) {
            assertThat(changed).isNotEqualTo(text);
            assertThatThrownBy(() -> codec.read(changed, signed.signature())).isInstanceOf(BadAccountException.class);
        }
        String others = codec.sign(signed.record(), TestKeys.signing("mallory")).signature();
        for (String signature :
                new String[] {others, "", "x", signed.signature().substring(1)}) {
            assertThatThrownBy(() -> codec.read(text, signature)).isInstanceOf(BadAccountException.class);
        }
    }

    @Test
    @DisplayName("A02: a record under somebody else's genesis needs their root key")
    void record_withAnothersGenesis_isRefused() {
        TestAccount mallory = new TestAccount("mallory");
        AccountRecord theirs = mallory.first().record();
        AccountRecord stolen = new AccountRecord(
                theirs.domain(),
                theirs.name(),
                anna.first().record().genesis(),
                2,
                theirs.salt(),
                theirs.cost(),
                theirs.login(),
                theirs.recovery(),
                theirs.vault());
        AccountRecord.Signed signed = codec.sign(stolen, mallory.root());
        assertThatThrownBy(() -> codec.read(signed.text(), signed.signature())).isInstanceOf(BadAccountException.class);
    }

    @Test
    @DisplayName("A01: a cost below the minimum, or one that would stop a client, is refused")
    void cost_outsideTheLimits_isRefused() {
        for (long[] each : new long[][] {
            {1, Cost.MIN_MEMORY}, {17, Cost.MIN_MEMORY}, {3, Cost.MIN_MEMORY - 1}, {3, Cost.MAX_MEMORY + 1}, {0, 0}
        }) {
            assertThatThrownBy(() -> new Cost(each[0], each[1])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void vault_opensWithPasswordAndWithCode_andWithNothingElse() {
        AccountRecord.Signed signed = anna.first();
        VaultSealer.Place place = anna.place();
        Vault vault = signed.record().vault();
        assertThat(root(vaults.openWithPassword(place, vault, anna.password("correct horse"))))
                .contains(anna.root().device());
        assertThat(root(vaults.openWithRecovery(place, vault, anna.recovery())))
                .contains(anna.root().device());
        assertThat(vaults.openWithPassword(place, vault, anna.password("correct hoarse")))
                .isEmpty();
        assertThat(vaults.openWithPassword(place, vault, anna.recovery())).isEmpty();
        assertThat(vaults.openWithRecovery(place, vault, anna.password("correct horse")))
                .isEmpty();
        VaultSealer.Place other = new VaultSealer.Place(
                place.domain(), place.name(), new TestAccount("ben").person().user());
        assertThat(vaults.openWithPassword(other, vault, anna.password("correct horse")))
                .isEmpty();
    }

    @Test
    void vault_damagedAnywhere_doesNotOpen() {
        Vault vault = anna.first().record().vault();
        AccountKeys keys = anna.password("correct horse");
        for (int i = 0; i < vault.forPassword().length; i += 7) {
            byte[] damaged = vault.forPassword().clone();
            damaged[i] ^= 1;
            assertThat(vaults.openWithPassword(
                            anna.place(), new Vault(damaged, vault.forRecovery(), vault.content()), keys))
                    .isEmpty();
        }
        for (int i = 0; i < vault.content().length; i += 7) {
            byte[] damaged = vault.content().clone();
            damaged[i] ^= 1;
            assertThat(vaults.openWithPassword(
                            anna.place(), new Vault(vault.forPassword(), vault.forRecovery(), damaged), keys))
                    .isEmpty();
        }
        assertThat(vaults.openWithPassword(
                        anna.place(), new Vault(new byte[3], vault.forRecovery(), vault.content()), keys))
                .isEmpty();
    }

    @Test
    void password_changed_opensOnlyWithTheNewOne_andStillWithTheCode() {
        Vault vault = anna.first().record().vault();
        VaultSealer.Opened opened = vaults.openWithPassword(anna.place(), vault, anna.password("correct horse"))
                .orElseThrow();
        Vault changed = vaults.forPassword(anna.place(), vault, opened, anna.password("battery staple"));
        assertThat(vaults.openWithPassword(anna.place(), changed, anna.password("correct horse")))
                .isEmpty();
        assertThat(root(vaults.openWithPassword(anna.place(), changed, anna.password("battery staple"))))
                .contains(anna.root().device());
        assertThat(root(vaults.openWithRecovery(anna.place(), changed, anna.recovery())))
                .contains(anna.root().device());
    }

    @Test
    @DisplayName("one password gives other keys in another domain, under another name, with another salt")
    void keys_differByDomainNameAndSalt() {
        DomainId domain = TestAccount.DOMAIN;
        DomainId other = new DomainId(TestKeys.signing("other domain").publicKey());
        byte[] salt = Arrays.copyOf(TestKeys.seed("salt"), Crypto.SALT_BYTES);
        byte[] salt2 = Arrays.copyOf(TestKeys.seed("salt 2"), Crypto.SALT_BYTES);
        AccountName name = new AccountName("anna");
        assertThat(new Object[] {
                    login(domain, name, salt),
                    login(other, name, salt),
                    login(domain, new AccountName("ben"), salt),
                    login(domain, name, salt2)
                })
                .doesNotHaveDuplicates();
        assertThat(login(domain, name, salt)).isEqualTo(login(domain, name, salt));
    }

    @Test
    @DisplayName("the same word typed composed and decomposed is the same password")
    void password_isNormalised() {
        assertThat(anna.password("gr\u00fcn gr\u00fcn").login().device())
                .isEqualTo(anna.password("gru\u0308n gru\u0308n").login().device());
    }

    @Test
    @DisplayName("A03: of two users the smaller id stands, of one user the higher counter, and both servers agree")
    void records_underOneName_oneStands() {
        TestAccount ben = new TestAccount("ben");
        AccountRecord.Signed annas = anna.first();
        AccountRecord.Signed bens = ben.named("anna", 1);
        assertThat(annas.standsOver(bens)).isNotEqualTo(bens.standsOver(annas));
        assertThat(annas.standsOver(bens)).isEqualTo(annas.user().compareTo(bens.user()) < 0);
        AccountRecord.Signed later = anna.named("anna", 2);
        assertThat(later.standsOver(annas)).isTrue();
        assertThat(annas.standsOver(later)).isFalse();
        assertThat(annas.standsOver(annas)).isFalse();
        // Many counters do not help against a smaller id.
        AccountRecord.Signed many = ben.named("anna", 1_000_000);
        assertThat(many.standsOver(annas)).isEqualTo(bens.standsOver(annas));
    }

    @Test
    @DisplayName("A20: a proof serves one server, one connection and one name")
    void proof_ofAnotherServerOrConnection_isNone() {
        ServerId one = new ServerId(TestKeys.signing("server 1").publicKey());
        ServerId two = new ServerId(TestKeys.signing("server 2").publicKey());
        SigningKey login = TestKeys.signing("login");
        AccountName name = new AccountName("anna");
        LoginProof proof = new LoginProof(one, "n1", "c1", name);
        String signature = proof.sign(CRYPTO, login);
        assertThat(proof.signed(CRYPTO, login.device(), signature)).isTrue();
        assertThat(new LoginProof(two, "n1", "c1", name).signed(CRYPTO, login.device(), signature))
                .isFalse();
        assertThat(new LoginProof(one, "n2", "c1", name).signed(CRYPTO, login.device(), signature))
                .isFalse();
        assertThat(new LoginProof(one, "n1", "c2", name).signed(CRYPTO, login.device(), signature))
                .isFalse();
        assertThat(new LoginProof(one, "n1", "c1", new AccountName("ben")).signed(CRYPTO, login.device(), signature))
                .isFalse();
        assertThat(proof.signed(CRYPTO, login.device(), "")).isFalse();
        assertThat(proof.signed(CRYPTO, TestKeys.signing("x").device(), signature))
                .isFalse();
    }

    @Test
    @DisplayName("A61: what is said of a name that nobody has is always the same, and differs from name to name")
    void decoy_isConstant() {
        Decoy here = new Decoy(CRYPTO, TestKeys.secret("decoy"));
        Decoy there = new Decoy(CRYPTO, TestKeys.secret("decoy"));
        AccountName name = new AccountName("nobody");
        assertThat(here.salt(name)).isEqualTo(there.salt(name)).hasSize(Crypto.SALT_BYTES);
        assertThat(here.login(name)).isEqualTo(there.login(name));
        assertThat(here.salt(name)).isNotEqualTo(here.salt(new AccountName("nobody2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-ab", ".ab", "a b", "a\u0000b", "\u0430nna", "a/../b", "anna\u202e"})
    void name_ofAnotherForm_isRefused(String name) {
        assertThatThrownBy(() -> new AccountName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void name_typedOtherwise_isTheSame() {
        assertThat(new AccountName("@Anna")).isEqualTo(new AccountName("anna"));
        assertThatThrownBy(() -> new AccountName("a".repeat(33))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secrets_areNeverPrinted() {
        assertThat(anna.recoveryCode().toString())
                .doesNotContain(anna.recoveryCode().show());
        assertThatThrownBy(() -> anna.password("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("short");
    }

    private Object login(DomainId domain, AccountName name, byte[] salt) {
        return AccountKeys.ofPassword(CRYPTO, domain, name, "correct horse".toCharArray(), salt, TestAccount.COST)
                .login()
                .device();
    }

    private static Optional<Object> root(Optional<VaultSealer.Opened> opened) {
        return opened.map(each -> each.root().device());
    }
}
