package chat.parley.server.account;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.LoginProof;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountOpen;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.server.fixture.FakePeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Accounts: what a server answers")
class AccountDeskTest {
    private static final String NONCE = "server-nonce";

    private final TestDomain domain = new TestDomain();
    private final TestDomain.Server server = domain.server(Registration.OPEN);
    private final TestAccount anna = new TestAccount("anna");

    @Test
    void account_registered_isKept_andOpensForItsPassword() {
        assertThat(put(server, anna.first(), "")).isEqualTo(new AccountKept("anna", 1));
        AccountOpen open = (AccountOpen) logIn(server, "anna", "password", anna.login(), NONCE, "a");
        assertThat(open.record()).isEqualTo(anna.first().text());
        assertThat(logIn(server, "anna", "recovery", anna.recovery().login(), NONCE, "a"))
                .isInstanceOf(AccountOpen.class);
    }

    @Test
    @DisplayName("nothing is confirmed before it is on the disk, and nothing is left of it if it does not get there")
    void account_thatCannotBeWritten_isNotKept() {
        String before = server.directory.prints().whole();
        FakePeer peer = server.client("a");
        AccountRecord.Signed first = anna.first();
        server.desk.handle(new AccountPut(first.text(), first.signature(), ""), peer);
        assertThat(peer.frames()).isEmpty();
        server.store.full = true;
        server.quiet();
        assertThat(peer.frames()).singleElement().satisfies(frame -> code(frame, ProblemCode.STORE_FAILED));
        assertThat(server.directory.prints().whole()).isEqualTo(before);
    }

    @Test
    @DisplayName("A02: a name that somebody has is refused to anybody else, and stays theirs")
    void name_takenByAnother_isRefused() {
        put(server, anna.first(), "");
        TestAccount mallory = new TestAccount("mallory");
        code(put(server, mallory.named("anna", 7), ""), ProblemCode.NAME_TAKEN);
        assertThat(server.store
                        .find(new AccountName("anna"))
                        .orElseThrow()
                        .signed()
                        .user())
                .isEqualTo(anna.person().user());
        put(server, mallory.first(), "");
        code(put(server, mallory.named("mallory2", 1), ""), ProblemCode.NAME_TAKEN);
    }

    @Test
    @DisplayName("A20: an older record does not come back")
    void record_olderThanTheKnownOne_isRefused() {
        put(server, anna.named("anna", 2), "");
        code(put(server, anna.first(), ""), ProblemCode.ACCOUNT_STALE);
        assertThat(put(server, anna.named("anna", 2), "")).isEqualTo(new AccountKept("anna", 2));
        assertThat(put(server, anna.named("anna", 3), "")).isEqualTo(new AccountKept("anna", 3));
    }

    @Test
    @DisplayName("A20: a proof for another connection, server, name or way opens nothing")
    void proof_madeForSomethingElse_opensNothing() {
        put(server, anna.first(), "");
        code(logIn(server, "anna", "password", anna.login(), "another nonce", "a"), ProblemCode.LOGIN_FAILED);
        code(logIn(server, "anna", "recovery", anna.login(), NONCE, "a"), ProblemCode.LOGIN_FAILED);
        code(logIn(server, "anna", "anything", anna.login(), NONCE, "a"), ProblemCode.LOGIN_FAILED);
        code(logIn(server, "anna", "password", TestKeys.signing("wrong"), NONCE, "b"), ProblemCode.LOGIN_FAILED);
    }

    @Test
    @DisplayName("A61: a name that nobody has is answered in the same form, always alike, and fails alike")
    void name_thatNobodyHas_looksLikeAnother() {
        put(server, anna.first(), "");
        AccountTerms known = terms(server, "anna");
        AccountTerms unknown = terms(server, "nobody");
        assertThat(unknown.salt()).hasSameSizeAs(known.salt());
        assertThat(terms(server, "nobody")).isEqualTo(unknown);
        assertThat(terms(domain.server(Registration.OPEN), "nobody")).isEqualTo(unknown);
        Frame wrong = logIn(server, "anna", "password", TestKeys.signing("wrong"), NONCE, "a");
        assertThat(logIn(server, "nobody", "password", TestKeys.signing("wrong"), NONCE, "a"))
                .isEqualTo(wrong);
    }

    @Test
    @DisplayName("A62: many wrong passwords for one name are throttled on every server, known name or not")
    void passwords_tooManyWrong_areThrottledEverywhere() {
        TestDomain.Server other = domain.server(Registration.OPEN);
        put(server, anna.first(), "");
        domain.settle();
        for (String name : List.of("anna", "nobody")) {
            for (int i = 0; i < 3; i++) {
                code(
                        logIn(server, name, "password", TestKeys.signing("wrong"), NONCE, "a" + i),
                        ProblemCode.LOGIN_FAILED);
            }
            domain.settle();
            for (TestDomain.Server each : domain.servers) {
                code(logIn(each, name, "password", anna.login(), NONCE, "z"), ProblemCode.LOGIN_THROTTLED);
            }
        }
        assertThat(logIn(other, "anna", "recovery", anna.recovery().login(), NONCE, "z"))
                .as("who has the recovery code is not locked out")
                .isInstanceOf(AccountOpen.class);
        domain.clock.pass(Duration.ofMinutes(15));
        assertThat(logIn(other, "anna", "password", anna.login(), NONCE, "z")).isInstanceOf(AccountOpen.class);
    }

    @Test
    @DisplayName("A62: one address that tries many names is throttled, others are not")
    void passwords_fromOneAddress_areThrottled() {
        put(server, anna.first(), "");
        for (int i = 0; i < 5; i++) {
            code(
                    logIn(server, "name" + i, "password", TestKeys.signing("wrong"), NONCE, "evil"),
                    ProblemCode.LOGIN_FAILED);
        }
        code(logIn(server, "anna", "password", anna.login(), NONCE, "evil"), ProblemCode.LOGIN_THROTTLED);
        assertThat(logIn(server, "anna", "password", anna.login(), NONCE, "good"))
                .isInstanceOf(AccountOpen.class);
    }

    @Test
    @DisplayName(
            "A62: others' wrong passwords keep no live device of the account's own user out; it has a count of its own,"
                    + " the same on every server, and each of its guesses counts for the name, too")
    void passwords_ofOnesOwnDevice_haveACountOfTheirOwn() {
        TestDomain.Server other = domain.server(Registration.OPEN);
        put(server, anna.first(), "");
        domain.settle();
        Caller phone = device("phone");
        Caller stolen = device("stolen");
        domain.live.addAll(List.of(phone.device(), stolen.device()));
        for (int i = 0; i < 5; i++) {
            wrong(server, "evil", Optional.empty());
        }
        domain.settle();
        code(guess(server, "evil", Optional.empty()), ProblemCode.LOGIN_THROTTLED);
        for (TestDomain.Server each : domain.servers) {
            assertThat(own(each, phone)).as("from the very address").isInstanceOf(AccountOpen.class);
        }

        for (int i = 0; i < 3; i++) {
            code(guess(server, "z", Optional.of(stolen)), ProblemCode.LOGIN_FAILED);
        }
        domain.settle();
        for (TestDomain.Server each : domain.servers) {
            code(own(each, stolen), ProblemCode.LOGIN_THROTTLED);
            assertThat(own(each, phone)).as("another device of hers").isInstanceOf(AccountOpen.class);
        }
        assertThat(logIn(server, "anna", "recovery", anna.recovery().login(), NONCE, "evil", Optional.of(stolen)))
                .isInstanceOf(AccountOpen.class);
        domain.clock.pass(Duration.ofMinutes(15));
        assertThat(own(other, stolen)).isInstanceOf(AccountOpen.class);
        for (int i = 0; i < 3; i++) {
            code(guess(other, "z" + i, Optional.of(stolen)), ProblemCode.LOGIN_FAILED);
        }
        code(guess(other, "y", Optional.empty()), ProblemCode.LOGIN_THROTTLED);
    }

    @Test
    @DisplayName("A62: a device that is out, one of somebody else, and one that only says whose it is, are strangers")
    void passwords_ofNoOwnLiveDevice_countAsAStrangers() {
        put(server, anna.first(), "");
        TestAccount mallory = new TestAccount("mallory");
        Caller revoked = device("revoked");
        Caller another =
                new Caller(mallory.person().user(), TestKeys.signing("another").device());
        domain.live.add(another.device());
        for (int i = 0; i < 3; i++) {
            wrong(server, "a" + i, Optional.empty());
        }
        for (Caller each : List.of(revoked, another)) {
            code(own(server, each), ProblemCode.LOGIN_THROTTLED);
        }
    }

    @Test
    @DisplayName("A62: wrong recovery codes do not keep the password out, and are counted by address, or by own device")
    void recoveryCodes_wrong_countByAddressOnly() {
        TestDomain.Server other = domain.server(Registration.OPEN);
        put(server, anna.first(), "");
        domain.settle();
        Caller phone = device("phone");
        domain.live.add(phone.device());
        for (int i = 0; i < 5; i++) {
            code(logIn(server, "anna", "recovery", TestKeys.signing("wrong"), NONCE, "evil"), ProblemCode.LOGIN_FAILED);
        }
        domain.settle();
        code(logIn(server, "anna", "recovery", anna.recovery().login(), NONCE, "evil"), ProblemCode.LOGIN_THROTTLED);
        for (TestDomain.Server each : List.of(server, other)) {
            assertThat(logIn(each, "anna", "password", anna.login(), NONCE, "z"))
                    .isInstanceOf(AccountOpen.class);
        }
        for (int i = 0; i < 3; i++) {
            code(
                    logIn(server, "anna", "recovery", TestKeys.signing("wrong"), NONCE, "evil", Optional.of(phone)),
                    ProblemCode.LOGIN_FAILED);
        }
        code(
                logIn(server, "anna", "recovery", anna.recovery().login(), NONCE, "evil", Optional.of(phone)),
                ProblemCode.LOGIN_THROTTLED);
        assertThat(own(server, phone)).isInstanceOf(AccountOpen.class);
    }

    private Caller device(String name) {
        return new Caller(anna.person().user(), TestKeys.signing(name).device());
    }

    private Frame own(TestDomain.Server at, Caller device) {
        return logIn(at, "anna", "password", anna.login(), NONCE, "evil", Optional.of(device));
    }

    private static Frame guess(TestDomain.Server at, String address, Optional<Caller> caller) {
        return logIn(at, "anna", "password", TestKeys.signing("wrong"), NONCE, address, caller);
    }

    private static void wrong(TestDomain.Server at, String address, Optional<Caller> caller) {
        assertThat(guess(at, address, caller)).isInstanceOf(Problem.class);
    }

    @Test
    @DisplayName("A30: a closed domain takes nobody; one that asks for codes takes each code once")
    void registration_needsWhatTheOperatorWants() {
        TestDomain.Server closed = domain.server(Registration.CLOSED);
        code(put(closed, anna.first(), ""), ProblemCode.REGISTRATION_CLOSED);
        TestDomain.Server coded = domain.server(Registration.CODE);
        code(put(coded, anna.first(), ""), ProblemCode.BAD_INVITATION);
        code(put(coded, anna.first(), "ABCD"), ProblemCode.BAD_INVITATION);
        String code = TestDomain.CODES.issue(domain.clock.millis() + 60_000);
        assertThat(put(coded, anna.first(), code)).isEqualTo(new AccountKept("anna", 1));
        code(put(coded, new TestAccount("ben").first(), code), ProblemCode.BAD_INVITATION);
        assertThat(put(coded, anna.named("anna", 2), ""))
                .as("who is in needs no code to change the password")
                .isEqualTo(new AccountKept("anna", 2));
        domain.clock.pass(Duration.ofHours(1));
        String late = TestDomain.CODES.issue(domain.clock.millis() - 120_000);
        code(put(coded, new TestAccount("ben").first(), late), ProblemCode.BAD_INVITATION);
    }

    @Test
    @DisplayName("A10: a record that is not its root key's is refused and changes nothing")
    void record_notSigned_isRefused() {
        AccountRecord.Signed mallory = new TestAccount("mallory").first();
        FakePeer peer = server.client("a");
        server.desk.handle(new AccountPut(anna.first().text(), mallory.signature(), ""), peer);
        server.desk.handle(new AccountPut("{}", "", ""), peer);
        server.quiet();
        assertThat(peer.frames()).hasSize(2).allSatisfy(frame -> code(frame, ProblemCode.BAD_ACCOUNT));
        assertThat(server.store.all).isEmpty();
    }

    @Test
    void name_askedFor_isAnsweredWithTheUser() {
        put(server, anna.first(), "");
        FakePeer peer = server.client("a");
        server.desk.handle(new AccountFind("Anna"), peer);
        server.desk.handle(new AccountFind("nobody"), peer);
        server.desk.handle(new AccountFind("no body"), peer);
        List<Frame> frames = peer.frames();
        assertThat(frames.get(0))
                .isEqualTo(new AccountFound("anna", anna.person().user().toString()));
        assertThat(frames.get(1)).isEqualTo(new AccountFound("nobody", ""));
        code(frames.get(2), ProblemCode.BAD_ACCOUNT);
    }

    @Test
    @DisplayName("A35: nothing is registered or looked up before the hello, and other frames are not the desk's")
    void frames_inTheWrongPlace_areNotTheDesks() {
        FakePeer peer = server.client("a");
        assertThat(server.desk.logIn(new AccountFind("anna"), peer, NONCE, Optional.empty()))
                .isFalse();
        assertThat(server.desk.logIn(
                        new AccountPut(anna.first().text(), anna.first().signature(), ""),
                        peer,
                        NONCE,
                        Optional.empty()))
                .isFalse();
        assertThat(server.desk.handle(new Ping(1), peer)).isFalse();
        assertThat(peer.frames()).isEmpty();
    }

    private AccountTerms terms(TestDomain.Server at, String name) {
        FakePeer peer = at.client("a");
        at.desk.logIn(new AccountAsk(name), peer, NONCE, Optional.empty());
        return (AccountTerms) peer.frames().get(0);
    }

    private static Frame logIn(
            TestDomain.Server at, String name, String way, SigningKey key, String serverNonce, String address) {
        return logIn(at, name, way, key, serverNonce, address, Optional.empty());
    }

    private static Frame logIn(
            TestDomain.Server at,
            String name,
            String way,
            SigningKey key,
            String serverNonce,
            String address,
            Optional<Caller> caller) {
        FakePeer peer = at.client(address);
        String signature = new LoginProof(at.id, serverNonce, "client-nonce", new AccountName(name)).sign(CRYPTO, key);
        at.desk.logIn(new AccountLogin(name, way, "client-nonce", signature), peer, NONCE, caller);
        return peer.frames().get(0);
    }

    private static Frame put(TestDomain.Server at, AccountRecord.Signed account, String code) {
        FakePeer peer = at.client("a");
        at.desk.handle(new AccountPut(account.text(), account.signature(), code), peer);
        at.quiet();
        return peer.frames().get(0);
    }

    private static void code(Frame frame, ProblemCode code) {
        assertThat(frame)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code.name()));
    }
}
