package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private final SocketThreads threads = new SocketThreads();
    private final FakeSession peer = new FakeSession();
    private final Connection connection = new SessionConnection(
            peer.session(),
            new StandardWriter(peer.session()),
            "192.0.2.1",
            SocketLimits.standard(),
            threads,
            OutgoingBudget.ofThisProcess());
    private final Gate gate = new Gate();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void gate_notYetOpen_tellsToComeBack() throws Exception {
        gate.admit(connection);
        assertThat(closeCode()).isEqualTo(CloseCodes.TRY_LATER);
    }

    @Test
    void gate_open_letsThrough() {
        ConnectionHandler handler = new Deaf();
        gate.open(handler);
        assertThat(gate.admit(connection)).isSameAs(handler);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void gate_shut_sendsElsewhere() throws Exception {
        gate.open(new Deaf());
        gate.shut();
        gate.admit(connection);
        assertThat(closeCode()).isEqualTo(CloseCodes.GOING_AWAY);
    }

    private int closeCode() throws Exception {
        return peer.closed().get(30, TimeUnit.SECONDS).getCloseCode().getCode();
    }

    private static final class Deaf implements ConnectionHandler {
        @Override
        public void opened(Connection connection) {}

        @Override
        public void text(Connection connection, String text) {}

        @Override
        public void closed(Connection connection) {}
    }
}
