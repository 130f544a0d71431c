package chat.parley.federation.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import chat.parley.nodes.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * People talk while nodes are killed, frozen and cut off; then all heals, and what every client recorded is checked. Short
 * by default; {@code -Dparley.chaos.seconds=600} is a long run, {@code parley.chaos.seed} repeats a plan,
 * {@code parley.chaos.nodes} and {@code parley.chaos.people} set the size. With {@code parley.chaos.servers} (base urls,
 * comma-separated) it starts and harms nothing: it talks through these, and somebody else does the harm.
 */
class ChaosIT {
    private static final long SECONDS = Long.getLong("parley.chaos.seconds", 40);
    private static final long SEED = Long.getLong("parley.chaos.seed", new Random().nextInt(1_000_000));
    private static final int NODES = Integer.getInteger("parley.chaos.nodes", 3);
    private static final int PEOPLE = Integer.getInteger("parley.chaos.people", 5);
    private static final long PERIOD_MILLIS = Long.getLong("parley.chaos.period.ms", 150);
    private static final String SERVERS = System.getProperty("parley.chaos.servers", "");
    /** Tells of every connection that breaks, with a stack trace: here that is the point. Held, or it is forgotten. */
    private static final Logger TYRUS = Logger.getLogger("org.glassfish.tyrus");

    private static final Path FOLDER = Path.of(System.getProperty("run.dir"), "chaos");

    private static final Duration TOGETHER = Duration.ofSeconds(60);

    /** A link that was cut long is dialled again after 15 s at the latest, a gap is looked for every 30 s. */
    private static final Duration QUIET = Duration.ofSeconds(120);

    private final RoomRef.Open room = RoomRef.open("chaos-" + Long.toString(System.currentTimeMillis(), 36));
    private final List<Voice> people = new ArrayList<>();

    @Test
    @DisplayName("I1 I2 I3 I5: nodes die, freeze and part under load: nothing stored is lost, doubled or out of order")
    void storm_overARoomInUse_keepsEveryPromise() throws Exception {
        TYRUS.setLevel(Level.OFF);
        List<Violation> violations;
        try {
            violations = SERVERS.isEmpty() ? own() : foreign();
        } finally {
            people.forEach(Voice::close);
        }
        assertThat(violations).as("seed %d", SEED).isEmpty();
    }

    private List<Violation> own() throws InterruptedException {
        try (Cluster cluster = Cluster.start(FOLDER, NODES)) {
            Plan plan = Plan.of(SEED, NODES, cluster.links(), SECONDS * 1000);
            String run = "seed " + SEED + ", " + NODES + " nodes, " + PEOPLE + " people, " + SECONDS + " seconds, "
                    + plan.steps().size() + " blows";
            System.out.println(run);
            plan.steps().forEach(System.out::println);
            gather(cluster.urls());
            cluster.suffer(plan);
            talk();
            cluster.heal();
            return result(run);
        }
    }

    private List<Violation> foreign() throws InterruptedException {
        List<String> servers = List.of(SERVERS.split(","));
        gather(servers);
        System.out.println(
                "talking in " + room.toString() + " for " + SECONDS + " s: break what you like, heal it in time");
        talk();
        return result(servers.size() + " servers of your own, " + PEOPLE + " people, " + SECONDS + " seconds");
    }

    /** Everybody prefers another server, and nobody speaks before all know of all. */
    private void gather(List<String> servers) {
        for (int i = 0; i < PEOPLE; i++) {
            List<String> preferred = new ArrayList<>(servers);
            Collections.rotate(preferred, -i);
            String name = "voice" + (i + 1);
            people.add(Voice.in(room, FOLDER.resolve(name), name, preferred));
        }
        Eventually.within(
                TOGETHER,
                () -> assertThat(people)
                        .allSatisfy(each -> assertThat(each.company()).isEqualTo(PEOPLE)));
    }

    private void talk() throws InterruptedException {
        people.forEach(each -> each.talk(PERIOD_MILLIS));
        Thread.sleep(SECONDS * 1000);
        for (Voice each : people) {
            each.fallSilent();
        }
    }

    private List<Violation> result(String run) throws InterruptedException {
        long start = System.nanoTime();
        while (!isQuiet() && System.nanoTime() - start < QUIET.toNanos()) {
            Thread.sleep(100);
        }
        long quiet = (System.nanoTime() - start) / 1_000_000;
        // What comes now comes twice, or was never said.
        Thread.sleep(1000);
        List<History> histories = people.stream().map(Voice::history).toList();
        List<Violation> violations = HistoryChecker.check(histories);
        System.out.println(new Figures(histories, violations).text(run + "; quiet " + quiet + " ms after healing"));
        return violations;
    }

    private boolean isQuiet() {
        int said = people.stream().mapToInt(Voice::said).sum();
        return people.stream().allMatch(each -> each.seen() >= said && each.unsafe() == 0);
    }
}
