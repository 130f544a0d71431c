package chat.parley.range;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Ping;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is a command to something else in every text field of every frame. */
@ExtendWith(TwoNodes.class)
class TextAttacksIT {
    /** Begins a line of a log that was not written by the node. */
    private static final String FORGED = "[2026-11-25T00:00:00] [Payara] [INFO] forged-by-a-peer";

    private static final String ESCAPE = "\u001b[2J\u001b]0;forged\u0007";

    private static final List<String> TEXTS = List.of(
            "x\r\n" + FORGED,
            ESCAPE + FORGED,
            "'; DROP TABLE event; --",
            "' OR '1'='1",
            "\" UNION SELECT record FROM account --",
            "SELECT e FROM Event e WHERE e.id = :id",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1:1/x} #{7*7} %n%s%n {0}",
            "\u202egnp.exe\u2066\ufeff\u0000",
            "$(touch forged) `touch forged` ; touch forged | touch forged");

    @Test
    @DisplayName(
            "A12 A55: in no text field of any frame, client's or server's, is anything a command: not to the database, the"
                    + " log or its terminal")
    void everyTextField_isInert(Pair pair) throws Exception {
        TestPerson mallory = new TestPerson("texts");
        int sent = 0;
        List<Class<?>> types = FrameKinds.all();
        for (Class<?> type : types) {
            for (String text : TEXTS) {
                Frame frame = FrameKinds.filled(type, text);
                try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
                    session.send(frame);
                    ping(session);
                    assertAnswered(session);
                }
                if (text.contains(FORGED) || text.startsWith("$")) {
                    // As another server it stands in the log of whoever was told.
                    try (Impostor impostor = Impostor.connect(pair.a())) {
                        impostor.send(frame);
                        assertThat(impostor.closing().code()).isIn(1000, 4000);
                    }
                    try (Impostor impostor = Impostor.linked(pair.a())) {
                        impostor.send(frame);
                    }
                }
                sent++;
            }
        }
        assertThat(sent).isEqualTo(types.size() * TEXTS.size());
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            assertThat(node.log())
                    .noneMatch(line -> line.startsWith("[2026-11-25T00:00:00]"))
                    .noneMatch(line -> line.contains("\u001b[2J"))
                    .noneMatch(line -> line.contains("forged\u0007"));
            assertThat(node.folder().resolve("forged")).doesNotExist();
            assertThat(node.health().ready().getString("status")).isEqualTo("UP");
        }
    }

    private static void ping(Stranger session) {
        try {
            session.send(new Ping(1));
        } catch (Exception e) {
            // It has been cut off for what it said.
        }
    }

    private static void assertAnswered(Stranger session) throws Exception {
        String answer = session.socket().next();
        while (answer != null && !answer.contains("\"pong\"") && !answer.contains("\"error\"")) {
            answer = session.socket().next();
        }
        // Who is cut off and speaks on may not hear why.
        assertThat(String.valueOf(answer)).doesNotContain("SQL").doesNotContain("Exception");
    }
}
