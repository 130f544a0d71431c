package chat.parley.server.hosting;

import chat.parley.protocol.id.ServerId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The linked servers, and how far each is in telling what it hosts. */
final class Tellings {
    private final Map<ServerId, Telling> links = new TreeMap<>();

    private static final class Telling {
        int count;
        boolean complete;
    }

    void linked(ServerId server) {
        links.put(server, new Telling());
    }

    /** Whether there was a link. */
    boolean unlinked(ServerId server) {
        return links.remove(server) != null;
    }

    boolean has(ServerId server) {
        return links.containsKey(server);
    }

    /** Ascending. */
    Set<ServerId> servers() {
        return Collections.unmodifiableSet(links.keySet());
    }

    /**
     * A server tells of a log.
     *
     * @param news whether it has not told of it before
     * @return false if that is not to be remembered: it is not linked, or has told of too many
     */
    boolean tells(ServerId by, boolean news) {
        Telling telling = links.get(by);
        if (telling == null || news && telling.count >= Hosting.MAX_TOLD) {
            return false;
        }
        telling.count += news ? 1 : 0;
        return true;
    }

    /** A server takes back what it has told of a log; false if it is not linked. */
    boolean takesBack(ServerId by) {
        Telling telling = links.get(by);
        if (telling != null) {
            telling.count--;
        }
        return telling != null;
    }

    /** A server has told all that it hosted when the link opened; true if that is news. */
    boolean complete(ServerId by) {
        Telling telling = links.get(by);
        boolean news = telling != null && !telling.complete;
        if (news) {
            telling.complete = true;
        }
        return news;
    }

    /** Whether all have told all. */
    boolean allComplete() {
        return links.values().stream().allMatch(telling -> telling.complete);
    }
}
