package chat.parley.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountText;
import chat.parley.protocol.frame.Accounts;
import chat.parley.protocol.frame.AccountsPrint;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.id.UserId;
import chat.parley.server.fixture.FakePeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Accounts: the domain's servers hold the same")
class AccountSpreadTest {
    private final TestDomain domain = new TestDomain();
    private final TestAccount anna = new TestAccount("anna");
    private final TestAccount ben = new TestAccount("ben");

    @BeforeEach
    void servers() {
        for (int i = 0; i < 3; i++) {
            domain.server(Registration.OPEN);
        }
    }

    @Test
    void account_registeredAnywhere_isKnownEverywhere() {
        put(0, anna.first());
        put(2, ben.first());
        domain.settle();
        same(2);
    }

    @Test
    @DisplayName("A03: of two people who took one name while apart, all servers name the same one")
    void name_takenOnBothSides_goesToOne() {
        domain.part();
        Map<UserId, Frame> told = new HashMap<>();
        domain.servers.forEach(server -> server.spread.losersTo(told::put));
        put(0, anna.first());
        put(2, ben.named("anna", 5));
        domain.settle();
        domain.heal();
        domain.settle();
        same(1);
        AccountRecord.Signed stands =
                domain.servers.get(1).store.all.get("anna").signed();
        boolean annas = anna.person().user().compareTo(ben.person().user()) < 0;
        assertThat(stands.user())
                .isEqualTo(annas ? anna.person().user() : ben.person().user());
        UserId loser = annas ? ben.person().user() : anna.person().user();
        assertThat(told)
                .as("who has lost it is told at once, and nobody else")
                .containsExactly(
                        Map.entry(loser, new AccountFound("anna", stands.user().toString())));
    }

    @Test
    void server_thatWasAway_getsWhatItMissed_andGivesWhatItHas() {
        domain.part();
        List<TestAccount> people = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            people.add(new TestAccount("person" + i));
            put(i % 3, people.get(i).first());
        }
        domain.settle();
        domain.heal();
        domain.settle();
        same(12);
    }

    @Test
    @DisplayName("servers that hold the same say one frame to each other, whatever they hold")
    void servers_thatAgree_sendNothing() {
        put(0, anna.first());
        domain.settle();
        domain.servers.forEach(server -> server.sent = 0);
        domain.greet();
        domain.settle();
        assertThat(domain.servers).allSatisfy(server -> assertThat(server.sent).isEqualTo(2));
    }

    @Test
    @DisplayName("A44: what a server sends that no root key has signed is left out, and the rest is taken")
    void record_forgedByAServer_isLeftOut() {
        TestDomain.Server server = domain.servers.get(0);
        AccountRecord.Signed first = anna.first();
        AccountText forged = new AccountText(first.text(), ben.first().signature(), "");
        AccountText nonsense = new AccountText("", "", "");
        FakePeer peer = server.client("link");
        server.spread.handle(
                new Accounts(List.of(
                        forged,
                        nonsense,
                        new AccountText(ben.first().text(), ben.first().signature(), ""))),
                peer);
        server.quiet();
        assertThat(server.store.all).containsOnlyKeys("ben");
    }

    @Test
    @DisplayName("I9: prints of another number than they should be, and other frames, are not answered")
    void frames_ofAnotherForm_areNotAnswered() {
        TestDomain.Server server = domain.servers.get(0);
        FakePeer peer = server.client("link");
        put(0, anna.first());
        server.spread.handle(new AccountsPrint(List.of()), peer);
        server.spread.handle(new AccountsPrint(List.of("a", "b")), peer);
        assertThat(server.spread.handle(new Ping(1), peer)).isFalse();
        assertThat(peer.frames()).isEmpty();
    }

    private void put(int server, AccountRecord.Signed account) {
        TestDomain.Server at = domain.servers.get(server);
        at.desk.handle(new AccountPut(account.text(), account.signature(), ""), at.client("a"));
        at.quiet();
    }

    private void same(int accounts) {
        assertThat(domain.servers).allSatisfy(server -> {
            assertThat(server.store.all).hasSize(accounts).isEqualTo(domain.servers.get(0).store.all);
            assertThat(server.directory.prints().whole())
                    .isEqualTo(domain.servers.get(0).directory.prints().whole());
        });
    }
}
