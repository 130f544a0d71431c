package chat.parley.range;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import java.util.Collection;
import java.util.List;

/** What a node shows of a log to whoever subscribes to it. */
final class Witness implements AutoCloseable {
    private static final TestPerson NOBODY = new TestPerson("witness");

    private final Stranger session;

    private Witness(Stranger session) {
        this.session = session;
    }

    static Witness of(NodeProcess node, LogId log) throws Exception {
        return of(node, log, NOBODY);
    }

    /** The same for somebody: of a room with an owner members are shown more than others. */
    static Witness of(NodeProcess node, LogId log, TestPerson person) throws Exception {
        Stranger session = Stranger.welcomed(node.session(), person);
        session.subscribe(log);
        return new Witness(session);
    }

    /** All that it has shown by now. */
    List<EventId> seen() {
        try {
            return session.seen();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until exactly these were shown. */
    void sees(Collection<EventId> ids) {
        Eventually.within(Talker.SOON, () -> assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids));
    }

    /** Waits until this was shown. */
    void sees(Event event) {
        Eventually.within(Talker.SOON, () -> assertThat(seen()).contains(event.id()));
    }

    @Override
    public void close() {
        session.close();
    }
}
