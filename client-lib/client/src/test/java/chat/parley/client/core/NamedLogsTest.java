package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.LogId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Section 11, Rooms that name a person")
class NamedLogsTest {
    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);

    @Test
    @DisplayName(
            "I9 A43: a server that names logs without end has at most 256 of them looked into, and crowds out no room")
    void named_withoutEnd_isBounded() {
        world.pass(1000);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<String> logs = logs(Rooms.MAX_NAMED - 50);
            all.addAll(logs);
            here.sendAll(new chat.parley.protocol.frame.Rooms(logs, List.of(), false));
        }
        assertThat(subscribed(all)).hasSize(Rooms.MAX_NAMED);
        RoomRef.Open lobby = RoomRef.open("lobby");
        alice.join(lobby);
        world.pass(1000);
        assertThat(alice.core.rooms()).containsExactly(lobby);
        alice.sent.clear();
        alice.cut();
        world.pass(1000);
        assertThat(subscribed(all)).hasSizeLessThanOrEqualTo(Rooms.MAX_NAMED);
    }

    private List<String> logs(int count) {
        List<String> logs = new ArrayList<>();
        while (logs.size() < count) {
            logs.add(new LogId(world.crypto.random(Id.BYTES)).toString());
        }
        return logs;
    }

    private Set<String> subscribed(List<String> of) {
        return alice.sent.stream()
                .filter(Subscribe.class::isInstance)
                .map(frame -> ((Subscribe) frame).log())
                .filter(of::contains)
                .collect(Collectors.toSet());
    }
}
