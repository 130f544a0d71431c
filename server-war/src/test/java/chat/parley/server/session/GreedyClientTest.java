package chat.parley.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Sessions: whoever asks without end costs the others nothing")
class GreedyClientTest extends NodeWithClients {
    @Test
    @DisplayName("A54: sessions from one address are bounded, and a place is given back once")
    void begin_manyFromOneAddress_refused() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < TestNode.MAX_PER_ADDRESS; i++) {
            clients.add(new Client(alice, "192.0.2.1").enter());
        }
        Client tooMany = new Client(alice, "192.0.2.1");
        assertThat(tooMany.peer.isOpen()).isFalse();
        tooMany.session.closed();
        new Client(alice, "192.0.2.2").enter();
        clients.get(0).session.closed();
        clients.get(0).session.closed();
        new Client(alice, "192.0.2.1").enter();
        assertThat(new Client(alice, "192.0.2.1").peer.isOpen()).isFalse();
    }

    @Test
    @DisplayName("A54: questions without end do not hold up others, and are bounded")
    void pull_thousandsAtOnce_othersAreAnswered() {
        room.join(alice);
        room.say(alice, "m", 50);
        node.take(room.arrived());
        Client greedy = client(alice).enter();
        Client modest = client(bob).enter();
        String pull = node.frames.write(new Pull(room.id().toString(), List.of()));
        for (int i = 0; i < 5000; i++) {
            node.handle(greedy.session, pull);
        }
        node.handle(modest.session, pull);
        node.ledger.flush();
        assertThat(modest.peer.frames(Page.class)).hasSize(1);
        List<Frame> answers = greedy.peer.frames();
        assertThat(answers.stream().filter(Page.class::isInstance).count()).isBetween(1L, 20L);
        assertThat(answers.stream().filter(Problem.class::isInstance).count()).isPositive();
        greedy.session.closed();
        node.flush();
        assertThat(greedy.peer.frames()).isEmpty();
    }

    @Test
    @DisplayName(
            "I9, A54: who comes into rooms of which nothing is anywhere, and out of them, is put off: the next connection"
                    + " from there too, another address not, and what is here can be had")
    void subscribe_unknownRoomsWithoutEnd_putOff() {
        room.join(alice);
        node.take(room.arrived());
        Client greedy = new Client(alice, "192.0.2.1").enter();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < 21_000; i++) {
            String log = new Room("made-up-" + i).id().toString();
            node.handle(greedy.session, node.frames.write(new Subscribe(log, List.of())));
            node.handle(greedy.session, node.frames.write(new Unsubscribe(log)));
            if (i % 100 == 0) {
                node.flush();
                problems.addAll(greedy.peer.frames(Problem.class));
            }
        }
        node.flush();
        problems.addAll(greedy.peer.frames(Problem.class));
        assertThat(problems)
                .hasSizeBetween(999, 1001)
                .allMatch(each -> each.code().equals(ProblemCode.TOO_MANY.name()));
        assertThat(node.hosting.hosted()).hasSizeLessThan(20_010);
        greedy.send(new Subscribe(room.id().toString(), List.of()));
        assertThat(greedy.peer.frames(Page.class)).hasSize(1);

        Client stranger = new Client(new Human("stranger"), "192.0.2.1");
        stranger.send(stranger.hello(stranger.proof(handshake.nonce()), stranger.human.key()));
        assertThat(stranger.refusal()).isEqualTo(ProblemCode.TOO_MANY);
        new Client(bob, "192.0.2.2").enter();
        clock.pass(Duration.ofSeconds(1));
        new Client(new Human("later"), "192.0.2.1").enter();
    }

    @Test
    @DisplayName("A54: before the hello only so many questions are answered")
    void early_questionsWithoutEnd_cutOff() {
        Client early = client(alice);
        for (int i = 0; i < ClientSession.MAX_EARLY; i++) {
            early.send(new AccountAsk("nobody"));
        }
        assertThat(early.peer.frames(AccountTerms.class)).hasSize(ClientSession.MAX_EARLY);
        early.send(new AccountAsk("nobody"));
        assertThat(early.refusal()).isEqualTo(ProblemCode.NOT_AUTHENTICATED);
    }

    @Test
    @DisplayName(
            "A54: to have logs compared again and again from one address is put off, by how long they are; it goes on"
                    + " later")
    void compare_longLogWithoutEnd_putOff() {
        room.join(alice);
        room.say(alice, "m", 899);
        node.take(room.arrived());
        Client greedy = new Client(alice, "192.0.2.1").enter();
        assertThat(compareOften(greedy, 1500)).isBetween(999, 1001);
        assertThat(compareOften(new Client(bob, "192.0.2.1").enter(), 10)).isZero();
        assertThat(compareOften(new Client(bob, "192.0.2.2").enter(), 10)).isEqualTo(10);
        clock.pass(Duration.ofSeconds(1));
        assertThat(compareOften(greedy, 10)).isEqualTo(10);
    }

    private int compareOften(Client client, int times) {
        client.peer.frames();
        int told = 0;
        for (int i = 0; i < times; i++) {
            client.send(new Compare(room.id().toString(), true, List.of()));
            told += client.peer.frames(Differ.class).size();
        }
        return told;
    }
}
