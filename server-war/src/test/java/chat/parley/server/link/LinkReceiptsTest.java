package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Hosts;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.admission.Quotas;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links: receipts")
class LinkReceiptsTest extends LinkedNodes {
    @Test
    @DisplayName("A receipt under a renewed certificate counts; A23: one in another server's name does not")
    void receipt_renewedOrForeignCertificate_onlyTheOwn() {
        TestNode one = node();
        TestNode two = node();
        Hostile other = new Hostile(one);
        ServerId id = new ServerId(other.key.publicKey());
        Certificate renewed =
                Certificate.issue(CRYPTO, domain, id, "ws://evil:1/parley", clock.millis() + 2_000_000_000L);
        Certificate selfMade = Certificate.issue(
                CRYPTO, CRYPTO.newSigningKey(), id, "ws://evil:1/parley", clock.millis() + 2_000_000_000L);
        other.send(new Stored(two.identity.certificate().write(), List.of(), ""));
        other.send(new Stored(selfMade.write(), List.of(), ""));
        other.send(new Stored("{}", List.of(), ""));
        assertThat(one.receipts).isEmpty();
        other.send(new Stored(renewed.write(), List.of(), ""));
        assertThat(one.receipts).hasSize(1);
        clock.pass(Duration.ofMillis(1_500_000_000L));
        other.send(new Ping(1));
        one.links.tick();
        assertThat(one.links.isLinked(id)).isTrue();
    }

    @Test
    @DisplayName("I2: a receipt that was lost is given again to the server that asks for it, and for nothing else")
    void confirm_isAnsweredWithTheReceipt() throws Exception {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        Human alice = new Human("alice");
        Room room = new Room("confirm");
        room.join(alice);
        one.take(room.arrived());
        Wire.run(wire);
        one.receipts.clear();
        one.links.confirm(List.of(room.arrived().get(room.arrived().size() - 1)));
        Wire.run(wire);
        assertThat(one.receipts).hasSize(1);
        assertThat(one.receipts.get(0).certificate())
                .isEqualTo(two.identity.certificate().write());
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Links, 7: of ten linked servers the one that hosts the log is asked for its receipt at once")
    void confirm_oneHostOfTen_isAsked() throws Exception {
        TestNode node =
                new TestNode(Files.createDirectory(folder.resolve("asking")), identity(), clock, Quotas.STANDARD, 1);
        nodes.add(node);
        List<Hostile> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(new Hostile(node));
        }
        others.sort(Comparator.comparing(each -> new ServerId(each.key.publicKey())));
        Room asked = Stream.iterate(0, i -> i + 1)
                .map(i -> new Room("asked-" + i))
                .filter(each -> node.hosting.hosts(each.id()).isEmpty())
                .findFirst()
                .orElseThrow();
        asked.join(alice);
        node.take(asked.arrived());
        Hostile host = others.get(9);
        host.send(new Hosts(List.of(asked.id().toString()), List.of(), List.of(), true));
        others.forEach(each -> each.peer.frames());
        node.links.confirm(List.of(asked.ordered().get(0)));
        for (Hostile each : others) {
            assertThat(each.peer.frames(Confirm.class)).hasSize(each == host ? 1 : 0);
        }
    }
}
