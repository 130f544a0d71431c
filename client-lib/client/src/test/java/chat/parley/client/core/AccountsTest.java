package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.AccountException;
import chat.parley.client.ClientEvent;
import chat.parley.client.Devices;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountOpen;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.AccountName;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Section 16: accounts of a client")
class AccountsTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final RoomRef.Open OTHER = RoomRef.open("garden");
    private static final AccountName NAME = new AccountName("alice");
    static final String WORD = "correct horse";
    private static final long ASK_MILLIS = 60 * 60_000L;
    private static final String NEXT = "battery staple";

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client laptop = world.client("alice", here);

    @BeforeEach
    void connect() {
        world.pass(1000);
    }

    @Test
    void register_putsTheRootInTheVault_andNowhereElse() {
        assertThat(root(alice)).isPresent();
        char[] password = WORD.toCharArray();

        RecoveryCode code = done(alice.core.account().register(NAME, password, Optional.empty()));

        assertThat(code.show()).hasSize(34);
        assertThat(alice.core.account().name()).contains(NAME);
        assertThat(password).containsOnly('\0');
        assertThat(root(alice)).isEmpty();
        alice.crash();
        assertThat(root(alice)).isEmpty();
        assertThat(alice.core.account().name()).contains(NAME);
        AccountRecord record = world.accounts.records.get(NAME).record();
        assertThat(record.cost()).isEqualTo(Cost.USUAL);
        assertThat(record.counter()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "section 10: too many posts while an account question is open are posted again, and told as its failure only")
    void tooMany_whileAQuestionIsOpen_isPostedAgain() {
        alice.join(ROOM);
        alice.lost = frame -> frame instanceof AccountTerms || frame instanceof AccountKept;
        CompletableFuture<RecoveryCode> registering =
                alice.core.account().register(NAME, WORD.toCharArray(), Optional.empty());
        world.run();
        alice.lost = frame -> frame instanceof Stored;
        alice.core.say(ROOM, "too much");
        world.run();
        here.sendAll(new Problem(ProblemCode.TOO_MANY.name(), "more events than this server takes"));
        assertThat(registering).isCompletedExceptionally();
        assertThat(alice.core.unsent()).isEqualTo(1);

        alice.lost = frame -> false;
        world.pass(Posting.POST_AGAIN_MILLIS + 1000);

        assertThat(alice.core.unsent()).isZero();
        assertThat(alice.problems()).isEmpty();
    }

    @Test
    @DisplayName("the result is told when it is durable, not before")
    void register_told_isDurable() {
        List<Boolean> durable = new ArrayList<>();
        alice.core
                .account()
                .register(NAME, WORD.toCharArray(), Optional.empty())
                .thenAccept(code -> durable.add(
                        !alice.store.reopen().get(Table.SETTING, "root-key").isPresent()));
        world.pass(1000);
        assertThat(durable).containsExactly(true);
    }

    @Test
    void logIn_onASecondClient_isANewDeviceOfTheSameUser() {
        register();
        alice.join(ROOM);
        Person before = laptop.core.me();
        laptop.join(OTHER);

        done(laptop.core.account().logIn(NAME, WORD.toCharArray()));
        world.pass(1000);

        assertThat(laptop.core.me().user()).isEqualTo(alice.core.me().user()).isNotEqualTo(before.user());
        // The rooms of before are gone; those of the account are entered unasked.
        assertThat(laptop.core.rooms()).containsExactly(ROOM);
        assertThat(root(laptop)).isEmpty();
        assertThat(laptop.core.devices().list()).hasSize(2);
        assertThat(alice.core.devices().list()).extracting(Devices.Device::self).containsExactly(true, false);
        laptop.core.say(ROOM, "from the laptop");
        world.pass(1000);
        assertThat(alice.texts()).contains("from the laptop");
        assertThat(alice.all(ClientEvent.Message.class).get(0).sender().self()).isTrue();
    }

    @Test
    @DisplayName("becoming somebody else is one transaction: after a crash one is wholly the old or wholly the new")
    void logIn_crashAtAnyCommit_leavesTheOldOrTheNew() {
        register();
        List<MemoryClientStore> stores = new ArrayList<>();
        World.Client other = world.client("bob", here);
        world.pass(1000);
        other.join(ROOM);
        other.core.say(ROOM, "before");
        world.pass(1000);
        Person old = other.core.me();
        other.committed = () -> stores.add(other.store.reopen());

        done(other.core.account().logIn(NAME, WORD.toCharArray()));
        world.pass(1000);

        int news = 0;
        for (MemoryClientStore each : stores) {
            ClientCore crashed = new ClientCore(
                    new Platform(world.crypto, each, Forged.NOBODY, world.clock()),
                    "bob",
                    List.of(),
                    World.NAMESPACE,
                    event -> {});
            boolean isOld = crashed.me().user().equals(old.user());
            assertThat(crashed.account().name().isPresent()).isEqualTo(!isOld);
            assertThat(crashed.rooms()).isEqualTo(isOld ? List.of(ROOM) : List.of());
            assertThat(each.rows(Table.MESSAGE)).hasSize(isOld ? 1 : 0);
            assertThat(each.rows(Table.CHAIN).isEmpty()).isEqualTo(!isOld);
            assertThat(crashed.devices().list()).hasSize(isOld ? 1 : 2);
            news += isOld ? 0 : 1;
        }
        assertThat(news).isBetween(1, stores.size() - 1);
    }

    @Test
    void logIn_wrongPasswordOrName_failsAlike() {
        register();
        assertThat(failure(() -> done(laptop.core.account().logIn(NAME, "wrong password".toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        assertThat(failure(() -> done(laptop.core.account().logIn(new AccountName("nobody"), WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        assertThat(failure(() -> done(laptop.core.account().logIn(NAME, "short".toCharArray()))))
                .isEqualTo(AccountException.Code.BAD_PASSWORD);
    }

    @Test
    void changePassword_theOldOneNoLongerWorks_theOtherDeviceLogsInAnew() {
        register();
        done(laptop.core.account().logIn(NAME, WORD.toCharArray()));
        world.pass(1000);

        done(alice.core.account().changePassword(WORD.toCharArray(), NEXT.toCharArray()));

        assertThat(failure(() -> done(alice.core.account().changePassword(WORD.toCharArray(), NEXT.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        assertThat(failure(() -> done(laptop.core.account().newRecoveryCode(NEXT.toCharArray()))))
                .isEqualTo(AccountException.Code.CHANGED_ELSEWHERE);
        Person before = laptop.core.me();
        done(laptop.core.account().logIn(NAME, NEXT.toCharArray()));
        assertThat(laptop.core.me()).isEqualTo(before);
        assertThat(done(laptop.core.account().newRecoveryCode(NEXT.toCharArray())))
                .isNotNull();
    }

    @Test
    void recover_withTheCode_setsANewPassword() {
        RecoveryCode code = register();
        done(laptop.core.account().recover(NAME, code, NEXT.toCharArray()));
        world.pass(1000);
        assertThat(laptop.core.me().user()).isEqualTo(alice.core.me().user());
        World.Client third = world.client("alice", here);
        world.pass(1000);
        done(third.core.account().logIn(NAME, NEXT.toCharArray()));
        assertThat(third.core.me().user()).isEqualTo(alice.core.me().user());
    }

    @Test
    void newRecoveryCode_theOldOneNoLongerWorks() {
        RecoveryCode first = register();
        RecoveryCode second = done(alice.core.account().newRecoveryCode(WORD.toCharArray()));
        assertThat(failure(() -> done(laptop.core.account().recover(NAME, first, NEXT.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        done(laptop.core.account().recover(NAME, second, NEXT.toCharArray()));
        assertThat(laptop.core.account().name()).contains(NAME);
    }

    @Test
    @DisplayName("a new recovery code whose receipt does not come may have ended the old one: that is said")
    void newRecoveryCode_noAnswer_saysThatTheOldOneMayBeOut() {
        register();
        alice.lost = frame -> frame instanceof AccountKept;
        CompletableFuture<RecoveryCode> code = alice.core.account().newRecoveryCode(WORD.toCharArray());
        world.run();
        alice.cut();
        assertThatThrownBy(() -> done(code))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("may open nothing any more");
    }

    @Test
    void logOut_revokesTheDevice_andWipesIt() {
        register();
        World.Client bob = world.client("bob", here);
        world.pass(1000);
        bob.join(ROOM);
        alice.join(ROOM);
        alice.core.say(ROOM, "secret");
        world.pass(1000);
        Person before = alice.core.me();

        done(alice.core.account().logOut(WORD.toCharArray()));
        world.pass(3000);

        assertThat(alice.core.me().user()).isNotEqualTo(before.user());
        assertThat(alice.core.account().name()).isEmpty();
        assertThat(alice.core.rooms()).isEmpty();
        for (Table table : List.of(Table.MESSAGE, Table.CHAIN, Table.EPOCH, Table.ROOM, Table.PENDING)) {
            assertThat(alice.store.reopen().rows(table)).as("%s", table).isEmpty();
        }
        assertThat(world.ledger.replica().identity(before.user()).live()).isEmpty();
        assertThat(alice.all(ClientEvent.Problem.class)).isEmpty();
        assertThat(failure(() -> done(alice.core.account().logOut(WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.NO_ACCOUNT);
    }

    @Test
    @DisplayName(
            "a password is stretched beside the client's thread, which goes on meanwhile; of two errands one is served")
    void register_whileStretching_theClientGoesOn() {
        alice.patient = true;
        CompletableFuture<RecoveryCode> code =
                alice.core.account().register(NAME, WORD.toCharArray(), Optional.empty());
        alice.join(ROOM);
        alice.core.say(ROOM, "meanwhile");
        world.pass(1000);
        assertThat(alice.texts()).containsExactly("meanwhile");
        assertThat(code).isNotDone();
        char[] second = WORD.toCharArray();
        assertThat(failure(() -> done(alice.core.account().logIn(NAME, second))))
                .isEqualTo(AccountException.Code.BUSY);
        assertThat(second).containsOnly('\0');

        world.slow.poll().run();
        assertThat(done(code)).isNotNull();
    }

    @Test
    void connectionBreaks_whileWaiting_theErrandFails() {
        alice.lost = frame -> frame instanceof AccountKept;
        CompletableFuture<RecoveryCode> code =
                alice.core.account().register(NAME, WORD.toCharArray(), Optional.empty());
        world.run();
        assertThat(code).isNotDone();
        alice.cut();
        assertThat(failure(() -> done(code))).isEqualTo(AccountException.Code.NOT_CONNECTED);
        assertThat(root(alice)).isPresent();
        alice.lost = frame -> false;
        world.pass(2000);
        // It stands at the server already; the next attempt goes over it.
        register();
        assertThat(world.accounts.records.get(NAME).record().counter()).isEqualTo(2);
    }

    @Test
    void noAnswer_inTime_theErrandFails() {
        alice.lost = frame -> frame instanceof AccountKept;
        CompletableFuture<RecoveryCode> code =
                alice.core.account().register(NAME, WORD.toCharArray(), Optional.empty());
        world.pass(29_000);
        assertThat(code).isNotDone();
        world.pass(2000);
        assertThat(failure(() -> done(code))).isEqualTo(AccountException.Code.NOT_CONNECTED);
    }

    @Test
    @DisplayName("an account of a cheaper time is made dearer at the next login")
    void logIn_cheapRecord_isRaised() {
        register();
        alice.change = frame -> frame;
        world.accounts.records.put(NAME, Forged.record(world, alice, NAME, WORD, new Cost(2, Cost.MIN_MEMORY)));
        done(laptop.core.account().logIn(NAME, WORD.toCharArray()));
        assertThat(world.accounts.records.get(NAME).record().cost()).isEqualTo(Cost.USUAL);
        assertThat(laptop.core.me().user()).isEqualTo(alice.core.me().user());
    }

    @Test
    @DisplayName("A02: a name that somebody else has is refused, and who was refused keeps the root key")
    void register_takenName_isRefused() {
        register();
        assertThat(failure(() -> done(laptop.core.account().register(NAME, WORD.toCharArray(), Optional.empty()))))
                .isEqualTo(AccountException.Code.NAME_TAKEN);
        assertThat(root(laptop)).isPresent();
        assertThat(laptop.core.account().name()).isEmpty();
    }

    @Test
    @DisplayName(
            "A03: whoever loses a name that two have registered is told, and registers another with the vault kept here")
    void nameLost_isTold_anotherIsRegistered() {
        register();
        done(laptop.core.account().register(new AccountName("other"), WORD.toCharArray(), Optional.empty()));
        AccountRecord.Signed winner = Forged.record(world, laptop, NAME, WORD, Cost.USUAL);
        world.accounts.records.put(NAME, winner);
        alice.cut();
        world.pass(2000);
        assertThat(alice.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("NAME_LOST");
        assertThat(alice.core.account().name()).isEmpty();
        alice.crash();
        assertThat(alice.core.account().name()).as("also after a restart").isEmpty();
        assertThat(alice.core.account().lostName()).contains(NAME);
        world.pass(1000);
        Person before = alice.core.me();
        alice.sent.clear();
        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> done(alice.core.account().logOut(WORD.toCharArray())),
                () -> done(alice.core.account().changePassword(WORD.toCharArray(), NEXT.toCharArray())),
                () -> done(alice.core.account().newRecoveryCode(WORD.toCharArray())))) {
            assertThat(failure(act)).isEqualTo(AccountException.Code.NO_ACCOUNT);
        }
        assertThat(alice.sent)
                .as("nothing is asked about somebody else's account")
                .filteredOn(frame -> frame instanceof AccountAsk || frame instanceof AccountLogin)
                .isEmpty();

        AccountName next = new AccountName("alice2");
        assertThat(failure(() ->
                        done(alice.core.account().register(next, "wrong password".toCharArray(), Optional.empty()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        done(alice.core.account().register(next, WORD.toCharArray(), Optional.empty()));

        assertThat(alice.core.me()).isEqualTo(before);
        assertThat(alice.core.account().name()).contains(next);
        assertThat(alice.core.account().lostName()).isEmpty();
        assertThat(world.accounts.records.get(next).user()).isEqualTo(before.user());
        assertThat(world.accounts.records.get(NAME)).isEqualTo(winner);
    }

    @Test
    @DisplayName("A03: whoever loses a name while connected is told within the hour, and once")
    void nameLost_whileConnected_isToldOnce() {
        register();
        world.accounts.records.put(NAME, Forged.record(world, laptop, NAME, WORD, Cost.USUAL));
        world.pass(ASK_MILLIS + 1000);
        world.pass(ASK_MILLIS + 1000);
        assertThat(alice.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("NAME_LOST");
        assertThat(alice.got).filteredOn(AccountFound.class::isInstance).hasSize(2);
    }

    @Test
    @DisplayName("A03: a server that has pushed who has the name now is heard, and so is one that takes it back")
    void nameLost_pushed_isHeard() {
        register();
        here.sendAll(new AccountFound("alice", laptop.core.me().user().toString()));
        assertThat(alice.core.account().lostName()).contains(NAME);
        here.sendAll(new AccountFound("alice", alice.core.me().user().toString()));
        assertThat(alice.core.account().name()).contains(NAME);
        assertThat(alice.all(ClientEvent.Problem.class)).hasSize(1);
    }

    @Test
    @DisplayName("A03: a name that is still one's own, or that nobody knows, is no news")
    void nameFound_own_saysNothing() {
        register();
        alice.cut();
        world.pass(2000);
        world.accounts.records.clear();
        alice.cut();
        world.pass(2000);
        assertThat(alice.got).filteredOn(AccountFound.class::isInstance).hasSize(2);
        assertThat(alice.all(ClientEvent.Problem.class)).isEmpty();
    }

    @Test
    @DisplayName("A01: a cost below the minimum, or a salt that is none, is refused before anything is proved")
    void terms_tooCheapOrMalformed_nothingIsSent() {
        register();
        String salt = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);
        for (AccountTerms bad : new AccountTerms[] {
            new AccountTerms("alice", salt, 1, Cost.MIN_MEMORY),
            new AccountTerms("alice", salt, 3, 8192),
            new AccountTerms("alice", salt, 3, Long.MAX_VALUE),
            new AccountTerms("alice", "AAAA", 3, Cost.MIN_MEMORY),
            new AccountTerms("alice", "*", 3, Cost.MIN_MEMORY),
            new AccountTerms("alicf", salt, 3, Cost.MIN_MEMORY)
        }) {
            laptop.change = frame -> frame instanceof AccountTerms ? bad : frame;
            assertThat(failure(() -> done(laptop.core.account().logIn(NAME, WORD.toCharArray()))))
                    .as("%s", bad)
                    .isEqualTo(AccountException.Code.SERVER_LIES);
        }
        assertThat(laptop.sent).filteredOn(AccountLogin.class::isInstance).isEmpty();
    }

    @Test
    @DisplayName("A20: another salt, or a lower cost, than this account had here is refused before anything is proved")
    void terms_otherThanPinned_nothingIsSent() {
        register();
        alice.sent.clear();
        AccountTerms[] given = new AccountTerms[1];
        alice.change = frame -> frame instanceof AccountTerms ? given[0] : frame;
        String own = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(world.accounts.records.get(NAME).record().salt());
        given[0] = new AccountTerms("alice", own, 2, Cost.MIN_MEMORY);
        assertThat(failure(() -> done(alice.core.account().newRecoveryCode(WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.SERVER_LIES);
        assertThat(failure(() -> done(alice.core.account().logIn(NAME, WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.SERVER_LIES);
        given[0] = new AccountTerms("alice", "AAAAAAAAAAAAAAAAAAAAAA", 3, Cost.MIN_MEMORY);
        assertThat(failure(() -> done(alice.core.account().newRecoveryCode(WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.CHANGED_ELSEWHERE);
        assertThat(alice.sent).filteredOn(AccountAsk.class::isInstance).hasSize(3);
        assertThat(alice.sent)
                .filteredOn(frame -> frame instanceof AccountLogin || frame instanceof AccountPut)
                .isEmpty();
    }

    @Test
    @DisplayName("A20: an older record of the account, shown again, is refused")
    void record_replayed_isRefused() {
        register();
        AccountRecord.Signed old = world.accounts.records.get(NAME);
        done(alice.core.account().changePassword(WORD.toCharArray(), NEXT.toCharArray()));
        world.accounts.records.put(NAME, old);
        assertThat(failure(() -> done(alice.core.account().logIn(NAME, WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.SERVER_LIES);
    }

    @Test
    @DisplayName("A04: another user's record under a name that was used here is refused")
    void record_ofAnotherUser_isRefused() {
        register();
        laptop.join(ROOM);
        world.accounts.records.put(NAME, Forged.record(world, laptop, NAME, NEXT, Cost.USUAL));
        assertThat(failure(() -> done(alice.core.account().logIn(NAME, NEXT.toCharArray()))))
                .isEqualTo(AccountException.Code.SERVER_LIES);
    }

    @Test
    @DisplayName("A10, A11: a record without signature, with another's, or changed in any field, is refused")
    void record_changed_isRefused() {
        register();
        String zero = "A".repeat(86);
        List<UnaryOperator<AccountOpen>> lies = List.of(
                open -> new AccountOpen(open.record(), ""),
                open -> new AccountOpen(open.record(), zero),
                open -> new AccountOpen(open.record(), open.signature().substring(1)),
                open -> new AccountOpen(open.record().replace("\"counter\":1", "\"counter\":2"), open.signature()),
                open -> new AccountOpen(open.record().replace("\"alice\"", "\"alicf\""), open.signature()),
                open -> new AccountOpen(" " + open.record(), open.signature()),
                open -> new AccountOpen(open.record() + "{}", open.signature()),
                open -> new AccountOpen("", ""));
        for (UnaryOperator<AccountOpen> lie : lies) {
            laptop.change = frame -> frame instanceof AccountOpen open ? lie.apply(open) : frame;
            assertThat(failure(() -> done(laptop.core.account().logIn(NAME, WORD.toCharArray()))))
                    .isEqualTo(AccountException.Code.SERVER_LIES);
        }
        assertThat(laptop.core.account().name()).isEmpty();
    }

    @Test
    @DisplayName("A05, A12: a genuine record of another name, or of another password, is refused")
    void record_genuineButNotAsked_isRefused() {
        register();
        done(laptop.core.account().register(new AccountName("other"), WORD.toCharArray(), Optional.empty()));
        AccountRecord.Signed other = world.accounts.records.get(new AccountName("other"));
        World.Client third = world.client("carol", here);
        world.pass(1000);
        third.change = frame -> frame instanceof AccountOpen ? new AccountOpen(other.text(), other.signature()) : frame;
        assertThat(failure(() -> done(third.core.account().logIn(NAME, WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.SERVER_LIES);
        AccountRecord.Signed fake = Forged.record(world, laptop, NAME, NEXT, Cost.USUAL);
        third.change = frame -> frame instanceof AccountOpen ? new AccountOpen(fake.text(), fake.signature()) : frame;
        assertThat(failure(() -> done(third.core.account().logIn(NAME, WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.SERVER_LIES);
    }

    @Test
    @DisplayName("A21, A22: answers that nobody has asked for change nothing")
    void answers_unasked_changeNothing() {
        register();
        AccountRecord.Signed record = world.accounts.records.get(NAME);
        List<Frame> answers = List.of(
                new AccountOpen(record.text(), record.signature()),
                new AccountKept("alice", 7),
                new AccountTerms("alice", "AAAAAAAAAAAAAAAAAAAAAA", 3, Cost.MIN_MEMORY),
                new AccountFound("somebody", laptop.core.me().user().toString()));
        List<Row> before = alice.store.rows(Table.SETTING);
        int sent = alice.sent.size();
        answers.forEach(here::sendAll);
        assertThat(alice.store.rows(Table.SETTING)).isEqualTo(before);
        assertThat(alice.store.rows(Table.NAME)).isEmpty();
        assertThat(alice.sent).hasSize(sent);
        assertThat(laptop.core.account().name()).isEmpty();
    }

    @Test
    @DisplayName("A23: another counter or name is not taken for this record's receipt")
    void kept_anotherRecord_isNoReceipt() {
        List<UnaryOperator<AccountKept>> lies = List.of(
                kept -> new AccountKept(kept.name(), kept.counter() + 1),
                kept -> new AccountKept("bob", kept.counter()));
        for (UnaryOperator<AccountKept> lie : lies) {
            alice.change = frame -> frame instanceof AccountKept kept ? lie.apply(kept) : frame;
            assertThat(failure(() -> done(alice.core.account().register(NAME, WORD.toCharArray(), Optional.empty()))))
                    .isEqualTo(AccountException.Code.SERVER_LIES);
            assertThat(root(alice)).isPresent();
            assertThat(alice.core.account().name()).isEmpty();
        }
    }

    @Test
    void logIn_whereThereIsAnotherAccount_isRefused() {
        register();
        done(laptop.core.account().register(new AccountName("other"), WORD.toCharArray(), Optional.empty()));
        assertThat(failure(() -> done(laptop.core.account().logIn(NAME, WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.HAS_ACCOUNT);
    }

    private RecoveryCode register() {
        return done(alice.core.account().register(NAME, WORD.toCharArray(), Optional.empty()));
    }

    private Optional<String> root(World.Client client) {
        return client.store.get(Table.SETTING, "root-key");
    }

    private <T> T done(CompletableFuture<T> future) {
        world.run();
        return Answer.of(future);
    }

    private static AccountException.Code failure(ThrowingCallable act) {
        return Answer.failure(act, WORD, NEXT);
    }
}
