package chat.parley.range;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;

import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.LoginProof;
import chat.parley.protocol.account.Vault;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.ServerId;
import java.util.Arrays;

/** An account whose login key the test has, without the work of a password: servers see no difference. */
record Registered(AccountName name, TestPerson person, SigningKey login, AccountRecord.Signed record) {
    private static final int SALT_BYTES = 16;
    private static final Vault VAULT = new TestAccount("vault").first().record().vault();

    static Registered of(String name, TestPerson person) {
        return of(name, person, 1);
    }

    static Registered of(String name, TestPerson person, long counter) {
        SigningKey login = TestKeys.signing(name + "/login");
        AccountRecord record = new AccountRecord(
                TestAccount.DOMAIN,
                new AccountName(name),
                person.events().get(0).headerText(),
                counter,
                Arrays.copyOf(TestKeys.seed(name + "/salt"), SALT_BYTES),
                Cost.USUAL,
                login.device(),
                TestKeys.signing(name + "/recovery").device(),
                VAULT);
        return new Registered(record.name(), person, login, new AccountCodec(CRYPTO).sign(record, person.root()));
    }

    AccountPut put() {
        return new AccountPut(record.text(), record.signature(), "");
    }

    /** A proof for this connection. */
    AccountLogin proof(Challenge challenge) {
        return proof(challenge, name, "password", login);
    }

    static AccountLogin proof(Challenge challenge, AccountName name, String way, SigningKey key) {
        LoginProof proof = new LoginProof(ServerId.of(challenge.server()), challenge.nonce(), "nonce", name);
        return new AccountLogin(name.value(), way, "nonce", proof.sign(CRYPTO, key));
    }
}
