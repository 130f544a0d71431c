package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of a fake client: all is across at once. */
public final class FakeFiles implements SharedFiles {
    private final FakeClient client;
    private final List<Offer> offers = new ArrayList<>();
    private final List<Sending> left = new ArrayList<>();
    private long number = 500;

    FakeFiles(FakeClient client) {
        this.client = client;
    }

    /** Somebody has offered this. */
    public synchronized void offer(ClientEvent.Message message, State state) {
        offers.add(new Offer(message, state, Optional.empty()));
    }

    @Override
    public synchronized long send(RoomRef room, Outgoing file) {
        long sent = ++number;
        int size;
        try (InputStream in = file.source().open()) {
            size = in.readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client.called("send " + file.name() + " of " + size + " as " + file.type() + " to " + room + " saying "
                + file.caption());
        client.tell(new ClientEvent.FileProgress(room, sent, file.name(), true, size, size));
        if (file.name().startsWith("too large")) {
            client.tell(new ClientEvent.FileFailed(room, sent, file.name(), "QUOTA", "there is no room for it"));
            return sent;
        }
        client.tell(new ClientEvent.Sent(room, sent, new EventId(FakeClient.id((int) sent))));
        return sent;
    }

    @Override
    public synchronized long accept(RoomRef room, EventId message, Path folder) {
        long accepted = ++number;
        client.called("accept into " + folder);
        client.tell(new ClientEvent.FileProgress(room, accepted, "notes.txt", false, 500, 1000));
        client.tell(new ClientEvent.FileSaved(room, accepted, message, folder.resolve("notes.txt")));
        return accepted;
    }

    @Override
    public void reject(RoomRef room, EventId message) {
        client.called("reject");
    }

    @Override
    public void cancel(long transfer) {
        client.called("cancel " + transfer);
    }

    @Override
    public synchronized List<Offer> list(RoomRef room, int limit) {
        return List.copyOf(offers);
    }

    /** This was on its way when the program ended last. */
    public synchronized void left(Sending file) {
        left.add(file);
    }

    @Override
    public synchronized List<Sending> sending() {
        return List.copyOf(left);
    }
}
