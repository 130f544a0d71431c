package chat.parley.android.screens;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.id.EventId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Files of a client that a test has made: nothing moves but by the test. */
final class FakeFiles implements SharedFiles {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Outgoing> sent = new CopyOnWriteArrayList<>();
    final List<Sending> sealed = new CopyOnWriteArrayList<>();
    final Map<EventId, Offer> offers = new LinkedHashMap<>();
    volatile Path folder;
    private long number = 100;

    /** What has become of a file. */
    synchronized void offer(ClientEvent.Message message, State state, Path saved) {
        offers.put(message.id(), new Offer(message, state, Optional.ofNullable(saved)));
    }

    @Override
    public synchronized long send(RoomRef room, Outgoing file) {
        sent.add(file);
        return ++number;
    }

    @Override
    public synchronized long accept(RoomRef room, EventId message, Path into) {
        folder = into;
        calls.add("accept " + message);
        Optional.ofNullable(offers.get(message)).ifPresent(offer -> offer(offer.message(), State.COMING, null));
        return ++number;
    }

    @Override
    public synchronized void reject(RoomRef room, EventId message) {
        calls.add("reject " + message);
        Optional.ofNullable(offers.get(message)).ifPresent(offer -> offer(offer.message(), State.REJECTED, null));
    }

    @Override
    public void cancel(long transfer) {
        calls.add("cancel " + transfer);
    }

    @Override
    public synchronized List<Offer> list(RoomRef room, int limit) {
        List<Offer> here = new ArrayList<>(offers.values());
        here.removeIf(each -> !each.message().room().equals(room));
        return here;
    }

    @Override
    public List<Sending> sending() {
        return new ArrayList<>(sealed);
    }
}
