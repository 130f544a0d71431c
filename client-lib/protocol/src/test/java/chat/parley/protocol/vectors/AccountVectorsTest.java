package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountKeys;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.Decoy;
import chat.parley.protocol.account.LoginProof;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.account.VaultSealer;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Test vectors: accounts")
class AccountVectorsTest {
    private final JsonObject vector = Vectors.object("accounts");
    private final AccountName name = new AccountName(vector.getString("name"));

    @Test
    void keys_ofPasswordAndCode_areAsWritten() throws BadAccountException {
        assertThat(password().login().device()).hasToString(vector.getString("passwordLogin"));
        assertThat(recovery().login().device()).hasToString(vector.getString("recoveryLogin"));
    }

    @Test
    void record_isReadAndItsVaultOpens() throws BadAccountException {
        AccountRecord.Signed signed =
                new AccountCodec(CRYPTO).read(vector.getString("record"), vector.getString("signature"));
        assertThat(signed.user()).hasToString(vector.getString("user"));
        assertThat(signed.record().login()).hasToString(vector.getString("passwordLogin"));
        VaultSealer vaults = new VaultSealer(CRYPTO);
        VaultSealer.Place place = new VaultSealer.Place(signed.record().domain(), name, signed.user());
        assertThat(Vectors.hex(vaults.openWithPassword(place, signed.record().vault(), password())
                        .orElseThrow()
                        .root()
                        .expose()))
                .isEqualTo(vector.getString("root"));
        assertThat(Vectors.hex(vaults.openWithRecovery(place, signed.record().vault(), recovery())
                        .orElseThrow()
                        .root()
                        .expose()))
                .isEqualTo(vector.getString("root"));
    }

    @Test
    void proof_isAsWritten() {
        LoginProof proof = new LoginProof(
                ServerId.of(vector.getString("server")),
                vector.getString("serverNonce"),
                vector.getString("clientNonce"),
                name);
        assertThat(proof.sign(CRYPTO, password().login())).isEqualTo(vector.getString("proof"));
    }

    @Test
    void secretOfTheDomain_givesDecoysAndCodesAsWritten() throws BadAccountException {
        Secret secret = RegistrationCodes.secret(CRYPTO, Vectors.bytes(vector.getString("domainSeed")));
        assertThat(Vectors.hex(secret.expose())).isEqualTo(vector.getString("accountsSecret"));
        Decoy decoy = new Decoy(CRYPTO, secret);
        AccountName nobody = new AccountName("nobody");
        assertThat(Vectors.hex(decoy.salt(nobody))).isEqualTo(vector.getString("decoySalt"));
        assertThat(decoy.login(nobody)).hasToString(vector.getString("decoyLogin"));
        assertThat(new RegistrationCodes(CRYPTO, secret).check(vector.getString("registrationCode"), 0))
                .hasToString(vector.getString("registrationUsed"));
    }

    private AccountKeys password() {
        return AccountKeys.ofPassword(
                CRYPTO,
                domain(),
                name,
                vector.getString("password").toCharArray(),
                Vectors.bytes(vector.getString("salt")),
                new Cost(vector.getInt("operations"), vector.getInt("memory")));
    }

    private AccountKeys recovery() throws BadAccountException {
        return AccountKeys.ofRecovery(CRYPTO, domain(), name, RecoveryCode.of(vector.getString("recoveryCode")));
    }

    private DomainId domain() {
        return DomainId.of(vector.getString("domain"));
    }
}
