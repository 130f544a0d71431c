package chat.parley.simulation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** How the processes of a world stand to each other: who knows whom, and how wrong whose clock is. */
final class Layout {
    private static final long HOURS = 40L * 3600 * 1000;
    private static final long MINUTES = 120_000;

    private final Scenario scenario;
    private final Dice dice;

    Layout(Scenario scenario, Dice dice) {
        this.scenario = scenario;
        this.dice = dice;
    }

    /** How wrong a process's clock is, in milliseconds. */
    long skew(String name) {
        long bound = scenario.skewed() ? HOURS : MINUTES;
        return dice.fork("skew " + name).between(-bound, bound);
    }

    /** Whom a server is configured to dial. */
    List<URI> peers(int server) {
        switch (scenario.topology()) {
            case CHAIN:
                return server == 0 ? List.of() : List.of(url(server - 1));
            case STAR:
                return server == 0 ? List.of() : List.of(url(0));
            default:
                return List.of();
        }
    }

    /** Whom a liar is configured to dial: it stands beside the honest, never between them. */
    List<URI> liarsPeers() {
        return scenario.topology() == Scenario.Topology.CLUSTER
                ? List.of()
                : List.of(url(0), url(scenario.servers() - 1));
    }

    /** The servers that a person was told of. */
    List<String> urls(String name, List<Liar> liars) {
        Dice own = dice.fork("urls " + name);
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < scenario.servers(); i++) {
            // Who knew nobody but a server that is gone for good would be alone.
            if (own.chance(0.7) || scenario.loss() == Scenario.Loss.GONE) {
                urls.add(url(i).toString());
            }
        }
        if (urls.isEmpty()) {
            urls.add(url(0).toString());
        }
        for (Liar each : liars) {
            if (own.chance(0.5)) {
                urls.add(own.below(urls.size() + 1), each.url());
            }
        }
        return urls;
    }

    /** Whether two clocks are more than an hour apart. */
    static boolean hoursApart(List<Actor> actors) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Actor each : actors) {
            first = Math.min(first, each.clock().millis());
            last = Math.max(last, each.clock().millis());
        }
        return last - first > 3600 * 1000;
    }

    private static URI url(int server) {
        return URI.create("ws://s" + server);
    }
}
