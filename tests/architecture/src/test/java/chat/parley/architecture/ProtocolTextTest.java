package chat.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.rules.OpenRoom;
import chat.parley.server.socket.ServerEndpoints;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md says all that a stranger needs to connect and to find a room")
class ProtocolTextTest {
    private static final Path TEXT = Path.of("../../client-lib/protocol/PROTOCOL.md");

    private String text;

    @BeforeEach
    void read() throws Exception {
        text = Files.readString(TEXT);
    }

    @Test
    @DisplayName("Section 10: where servers listen for clients and for servers, and where clients look for them")
    void paths_ofWebSockets_areSaid() throws Exception {
        Field client = Class.forName("chat.parley.client.net.TyrusNetwork").getDeclaredField("PATH");
        client.setAccessible(true);
        assertThat(client.get(null)).isEqualTo(ServerEndpoints.SESSION);
        assertThat(section("10 Frames"))
                .contains("base url followed by `" + ServerEndpoints.SESSION + "`")
                .contains("base url followed by `" + ServerEndpoints.LINK + "`");
    }

    @Test
    @DisplayName("Section 6: the namespace of open rooms")
    void namespace_ofOpenRooms_isSaid() {
        assertThat(section("6 Open rooms")).contains("**namespace** is `" + OpenRoom.NAMESPACE + "`");
    }

    private String section(String title) {
        int begin = text.indexOf("\n## " + title);
        assertThat(begin).isPositive();
        return text.substring(begin, text.indexOf("\n## ", begin + 1)).replace("\n", " ");
    }
}
