package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Room;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I9: what is remembered of events is bounded")
class RecentEventsTest {
    private static final int MOST = 5_000;

    private final List<Event> said = new ArrayList<>();
    private final RecentEvents recent = new RecentEvents(MOST);

    @BeforeEach
    void manyEvents() {
        Human alice = new Human("alice");
        Room room = new Room("room");
        room.join(alice);
        for (int i = 0; i < 40; i++) {
            said.add(room.say(alice, "text " + i));
        }
    }

    @Test
    void add_more_theOldestAreForgotten() {
        said.forEach(recent::add);
        assertThat(recent.length()).isPositive().isLessThanOrEqualTo(MOST);
        assertThat(recent.find(said.get(39).id())).containsSame(said.get(39));
        assertThat(recent.find(said.get(0).id())).isEmpty();
    }

    @Test
    void find_keepsWhatIsAskedFor() {
        recent.add(said.get(0));
        for (Event each : said.subList(1, 40)) {
            assertThat(recent.find(said.get(0).id())).isPresent();
            recent.add(each);
        }
        assertThat(recent.find(said.get(1).id())).isEmpty();
    }

    @Test
    void add_twice_countsOnce() {
        recent.add(said.get(0));
        long once = recent.length();
        recent.add(said.get(0));
        assertThat(recent.length()).isEqualTo(once);
    }
}
