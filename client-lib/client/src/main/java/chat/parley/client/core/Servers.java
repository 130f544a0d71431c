package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.frame.ServerEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The servers that a client knows, and which one to try next. Every one is tried at once after the other; only when none
 * has answered comes a pause, which doubles, with jitter so that not all clients of a dead server come back together.
 */
final class Servers {
    /** Most servers that are remembered. */
    static final int MAX_SERVERS = 64;

    /** First pause after all servers were tried, in milliseconds. */
    static final long MIN_PAUSE_MILLIS = 200;

    /** Longest pause, in milliseconds. */
    static final long MAX_PAUSE_MILLIS = 5000;

    private final ClientStore store;
    private final Set<String> given;
    private final List<String> urls = new ArrayList<>();
    private final Set<String> tried = new LinkedHashSet<>();
    private Optional<String> preferred = Optional.empty();
    private long pause = MIN_PAUSE_MILLIS;

    Servers(ClientStore store, List<String> given) {
        this.store = store;
        this.given = new LinkedHashSet<>(given);
        urls.addAll(this.given);
        for (Row row : store.rows(Table.SERVER)) {
            if (!urls.contains(row.key())) {
                urls.add(row.key());
            }
        }
    }

    List<String> known() {
        return new ArrayList<>(urls);
    }

    /** Takes what a server says; those that were given stay, whatever it says. */
    void learned(List<ServerEntry> entries) {
        Set<String> now = new LinkedHashSet<>();
        for (ServerEntry each : entries) {
            boolean web = each.url().startsWith("ws://") || each.url().startsWith("wss://");
            if (web && now.size() < MAX_SERVERS) {
                now.add(each.url());
            }
        }
        if (now.isEmpty()) {
            return;
        }
        store.removeAll(Table.SERVER, "");
        now.forEach(url -> store.put(Table.SERVER, url, ""));
        urls.retainAll(given);
        for (String url : now) {
            if (!urls.contains(url)) {
                urls.add(url);
            }
        }
    }

    /** The next one to be tried is this, once. */
    void prefer(String url) {
        preferred = Optional.of(url);
    }

    /** A server that was not tried since the last success, not {@code last} if there is another one. */
    Optional<String> next(Optional<String> last) {
        if (preferred.isPresent()) {
            Optional<String> next = preferred;
            preferred = Optional.empty();
            return next;
        }
        Optional<String> fallback = Optional.empty();
        int from = last.isPresent() ? urls.indexOf(last.get()) + 1 : 0;
        for (int i = 0; i < urls.size(); i++) {
            String url = urls.get((from + i) % urls.size());
            if (!tried.contains(url)) {
                if (!last.isPresent() || !last.get().equals(url)) {
                    tried.add(url);
                    return Optional.of(url);
                }
                fallback = Optional.of(url);
            }
        }
        fallback.ifPresent(tried::add);
        return fallback;
    }

    void succeeded() {
        tried.clear();
        pause = MIN_PAUSE_MILLIS;
    }

    /** All were tried: how long to wait before the next round, in milliseconds. */
    long pause(byte jitter) {
        tried.clear();
        long now = pause + pause * (jitter & 0xff) / 255;
        pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
        return now;
    }
}
