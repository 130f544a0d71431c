package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("I1 I8: clients that come and go, and say and change things meanwhile, show the same in the end")
class TalkOrderTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final int STEPS = 400;

    private final World world = new World();
    private final World.Server here = world.server("ws://here");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void anyTalk_endsTheSame(long seed) {
        Random random = new Random(seed);
        List<World.Client> clients = new ArrayList<>();
        for (String name : List.of("anna", "ben", "cleo")) {
            World.Client client = world.client(name, here);
            client.join(ROOM);
            client.core.talk().receipts(random.nextBoolean());
            clients.add(client);
        }
        world.run();
        for (int i = 0; i < STEPS; i++) {
            World.Client who = clients.get(random.nextInt(clients.size()));
            switch (random.nextInt(12)) {
                case 0 -> who.crash();
                case 1 -> who.cut();
                case 2 -> world.pass(random.nextInt(4) * Connection.TICK_MILLIS);
                case 3 -> world.run();
                default -> act(who, random, i);
            }
        }
        world.pass(60_000);

        List<?> expected = shown(clients.get(0));
        assertThat(expected).hasSizeGreaterThan(20);
        for (World.Client each : clients) {
            assertThat(shown(each)).isEqualTo(expected);
            assertThat(each.core.unsent()).isZero();
            assertThat(each.all(ClientEvent.Problem.class)).isEmpty();
            assertThat(each.all(ClientEvent.Unreadable.class)).isEmpty();
        }
    }

    private static void act(World.Client who, Random random, int step) {
        Talk talk = who.core.talk();
        List<ClientEvent.Message> here = new ArrayList<>(who.core.history(ROOM, 30));
        here.removeIf(message -> message.marks().deleted());
        if (here.isEmpty() || random.nextInt(3) == 0) {
            talk.say(ROOM, "text " + step);
            return;
        }
        ClientEvent.Message target = here.get(random.nextInt(here.size()));
        EventId id = target.id();
        int what = random.nextInt(10);
        if (what < 2) {
            talk.reply(ROOM, id, "reply " + step);
        } else if (what < 4) {
            talk.react(ROOM, id, "r" + random.nextInt(2), random.nextInt(3) > 0);
        } else if (what < 5) {
            talk.read(ROOM, id);
        } else if (target.sender().self() && what < 6) {
            talk.delete(ROOM, id);
        } else if (target.sender().self()) {
            talk.edit(ROOM, id, "edit " + step);
        }
    }

    private static List<?> shown(World.Client who) {
        return who.core.history(ROOM, STEPS).stream()
                .map(m -> List.of(m.id(), m.sender().user(), m.text(), m.marks()))
                .toList();
    }
}
