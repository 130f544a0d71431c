package chat.parley.server.ops;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.server.hosting.HostingRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which rooms a node hosts whatever its people want.
 *
 * @param replicas on how many servers of the domain each log lives at least
 * @param absence how long a server must be out of sight to have left for good
 * @param keep how long a log stays after its last use
 * @param drop how long a log that is not hosted any more stays on the disk at least
 * @param pinned names of open rooms and ids of logs
 */
public record HostingSettings(int replicas, Duration absence, Duration keep, Duration drop, List<String> pinned) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");

    public HostingSettings {
        pinned = List.copyOf(pinned);
    }

    /** The same, with the ids of what is named. */
    public HostingRules rules(Crypto crypto) {
        Set<LogId> logs = new HashSet<>();
        for (String each : pinned) {
            logs.add(
                    ID.matcher(each).matches()
                            ? LogId.of(each)
                            : OpenRoom.id(crypto, OpenRoom.NAMESPACE, new RoomName(each)));
        }
        return new HostingRules(replicas, absence, keep, drop, logs);
    }

    /** Whether this may be pinned: an id, or a name, which is one with a # before it in any case. */
    static boolean pinnable(String text) {
        try {
            return ID.matcher(text).matches() ? LogId.of(text) != null : new RoomName(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
