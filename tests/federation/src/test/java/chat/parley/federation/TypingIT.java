package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Secrets;
import chat.parley.nodes.Talker;
import chat.parley.nodes.TcpProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two people on two nodes; what one of them sends and gets is kept to be looked for afterwards. */
@DisplayName("PROTOCOL.md, Notices, over two real nodes")
class TypingIT {
    private static final Path FOLDER = Path.of(System.getProperty("run.dir"), "typing");
    private static final RoomRef.Open ROOM = RoomRef.open("corridor");
    private static final Pattern NOTICE = Pattern.compile("\\{[^{}]*\"type\":\"notice\"[^{}]*}");

    private final int portA = Ports.free();
    private final int portB = Ports.free();
    private final String urlA = "ws://127.0.0.1:" + portA + "/parley";
    private final String urlB = "ws://127.0.0.1:" + portB + "/parley";

    @Test
    @DisplayName("Typing is seen by the other, at the other node; and nothing of it is in any database, log or folder")
    void typing_overTwoNodes_isSeenAndNotKept() throws Exception {
        Domain domain = Domain.create(FOLDER.resolve("domain.key"));
        String heard;
        try (NodeProcess a = node(domain, "a", portA, urlA, urlB);
                NodeProcess b = node(domain, "b", portB, urlB, urlA)) {
            a.ready();
            b.ready();
            try (TcpProxy line = TcpProxy.between(Ports.free(), portB)) {
                talk("ws://127.0.0.1:" + line.port() + "/parley");
                heard = line.heard();
            }
        }
        List<String> notices = new ArrayList<>();
        for (Matcher each = NOTICE.matcher(heard); each.find(); ) {
            notices.add(each.group());
        }
        assertThat(notices).as("of both, over this line").hasSizeGreaterThanOrEqualTo(3);
        for (String notice : notices) {
            for (String field : List.of("nonce", "text", "signature")) {
                assertThat(Secrets.filesWith(value(notice, field), FOLDER)).isEmpty();
            }
        }
        assertThat(Secrets.filesWith("\"kind\":\"message\"", FOLDER))
                .as("what is kept would be seen")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private void talk(String throughTheLine) {
        try (Talker olga = Talker.in(ROOM, FOLDER.resolve("olga"), "olga", urlA);
                Talker mia = Talker.in(ROOM, FOLDER.resolve("mia"), "mia", throughTheLine)) {
            Eventually.within(SOON, () -> {
                assertThat(olga.members(ROOM)).containsExactly("mia", "olga");
                assertThat(mia.members(ROOM)).containsExactly("mia", "olga");
            });
            olga.say(ROOM, "hello");
            Eventually.within(SOON, () -> assertThat(mia.texts(ROOM)).contains("hello"));
            assertThat(mia.server()).isEqualTo(throughTheLine);

            mia.client().typing(ROOM, true);
            mia.client().typingTold(true);
            typesUntil(mia, olga, "mia");
            mia.say(ROOM, "well");
            Eventually.within(SOON, () -> assertThat(olga.texts(ROOM)).contains("well"));
            Eventually.within(SOON, () -> assertThat(last(olga).typing()).isFalse());
            assertThat(mia.all(ClientEvent.Typing.class)).isEmpty();

            olga.client().typingTold(true);
            typesUntil(olga, mia, "olga");
            Eventually.within(
                    SOON,
                    () -> assertThat(last(mia).typing()).as("it ends by itself").isFalse());

            typesUntil(mia, olga, "mia");
            mia.client().typing(ROOM, false);
            Eventually.within(SOON, () -> assertThat(last(olga).typing()).isFalse());
            olga.assertUntroubled();
            mia.assertUntroubled();
        }
    }

    /** Somebody goes on typing until the other sees it: a notice may be lost. */
    private static void typesUntil(Talker who, Talker sees, String name) {
        Eventually.within(SOON, () -> {
            who.client().typing(ROOM, true);
            assertThat(sees.all(ClientEvent.Typing.class)).isNotEmpty();
            assertThat(last(sees).typing()).isTrue();
            assertThat(last(sees).who().name()).isEqualTo(name);
        });
    }

    private static ClientEvent.Typing last(Talker talker) {
        List<ClientEvent.Typing> all = talker.all(ClientEvent.Typing.class);
        return all.get(all.size() - 1);
    }

    private static String value(String notice, String field) {
        Matcher value =
                Pattern.compile("\"" + field + "\":\"([A-Za-z0-9_-]+)\"").matcher(notice);
        assertThat(value.find()).isTrue();
        return value.group(1);
    }

    private static NodeProcess node(Domain domain, String name, int port, String url, String peer) {
        Path data = FOLDER.resolve(name).toAbsolutePath();
        domain.issue(data, url);
        return NodeProcess.with(
                FOLDER.resolve("node-" + name),
                port,
                "parley.data=" + data,
                "parley.url=" + url,
                "parley.peers=" + peer);
    }
}
