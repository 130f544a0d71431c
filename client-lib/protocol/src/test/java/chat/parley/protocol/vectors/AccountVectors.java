package chat.parley.protocol.vectors;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;

import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.Decoy;
import chat.parley.protocol.account.LoginProof;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.ServerId;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** The vectors of accounts; nonces and codes differ from run to run. */
final class AccountVectors {
    private static final long CENTURY_MILLIS = 100L * 365 * 86_400_000;

    private AccountVectors() {}

    static JsonObjectBuilder accounts() {
        TestAccount anna = new TestAccount("anna");
        AccountRecord.Signed signed = anna.first();
        AccountName name = signed.name();
        ServerId server = new ServerId(TestKeys.signing("server").publicKey());
        LoginProof proof = new LoginProof(server, "server-nonce", "client-nonce", name);
        Secret secret = RegistrationCodes.secret(CRYPTO, TestKeys.seed("domain"));
        RegistrationCodes codes = new RegistrationCodes(CRYPTO, secret);
        String code = codes.issue(CENTURY_MILLIS);
        Decoy decoy = new Decoy(CRYPTO, secret);
        AccountName nobody = new AccountName("nobody");
        return Json.createObjectBuilder()
                .add("domain", TestAccount.DOMAIN.toString())
                .add("name", name.value())
                .add("user", signed.user().toString())
                .add("password", "correct horse")
                .add("salt", Vectors.hex(signed.record().salt()))
                .add("operations", signed.record().cost().operations())
                .add("memory", signed.record().cost().memory())
                .add("passwordLogin", signed.record().login().toString())
                .add("recoveryCode", anna.recoveryCode().show())
                .add("recoveryLogin", signed.record().recovery().toString())
                .add("root", Vectors.hex(anna.root().expose()))
                .add("record", signed.text())
                .add("signature", signed.signature())
                .add("server", server.toString())
                .add("serverNonce", "server-nonce")
                .add("clientNonce", "client-nonce")
                .add("proof", proof.sign(CRYPTO, anna.login()))
                .add("domainSeed", Vectors.hex(TestKeys.seed("domain")))
                .add("accountsSecret", Vectors.hex(secret.expose()))
                .add("decoySalt", Vectors.hex(decoy.salt(nobody)))
                .add("decoyLogin", decoy.login(nobody).toString())
                .add("registrationCode", code)
                .add("registrationUsed", used(codes, code));
    }

    private static String used(RegistrationCodes codes, String code) {
        try {
            return codes.check(code, 0).toString();
        } catch (BadAccountException e) {
            throw new IllegalStateException(e);
        }
    }
}
