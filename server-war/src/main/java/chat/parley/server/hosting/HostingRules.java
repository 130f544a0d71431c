package chat.parley.server.hosting;

import chat.parley.protocol.id.LogId;
import java.time.Duration;
import java.util.Set;

/**
 * What an operator decides about hosting.
 *
 * @param replicas on how many servers of the domain each log lives at least, wanted there or not
 * @param absence after so long out of sight a server has left for good, and another takes its place as a replica
 * @param keep how long a log stays hosted after somebody here has last used it
 * @param drop how long a log that is not hosted any more stays on this server's disk, from {@link #LEAST_DROP}
 * @param pinned logs that are hosted whatever the rest says
 */
public record HostingRules(int replicas, Duration absence, Duration keep, Duration drop, Set<LogId> pinned) {
    /** Replicas, unless set. */
    public static final int REPLICAS = 3;

    /** Absence, unless set. */
    public static final Duration ABSENCE = Duration.ofMinutes(10);

    /** Keeping, unless set. */
    public static final Duration KEEP = Duration.ofDays(7);

    /** Staying on the disk, unless set. */
    public static final Duration DROP = Duration.ofHours(24);

    /** A shorter time could not tell who still has a log from who no longer does. */
    public static final Duration LEAST_DROP = Duration.ofMillis(2 * Disposal.ANSWER_MILLIS);

    public HostingRules {
        if (drop.compareTo(LEAST_DROP) < 0) {
            throw new IllegalArgumentException("a log stays on the disk for at least " + LEAST_DROP);
        }
        pinned = Set.copyOf(pinned);
    }

    /** As an operator who sets nothing has it, but for the number of replicas. */
    public static HostingRules of(int replicas) {
        return new HostingRules(replicas, ABSENCE, KEEP, DROP, Set.of());
    }
}
