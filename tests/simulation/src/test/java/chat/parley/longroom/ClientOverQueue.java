package chat.parley.longroom;

import chat.parley.client.ClientEvent;
import chat.parley.client.core.ClientCore;
import chat.parley.client.core.Network;
import chat.parley.client.core.Platform;
import chat.parley.client.sqlite.SqliteClientStore;
import chat.parley.protocol.frame.Frame;
import chat.parley.server.peer.Conversation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A client with its store in a file, whose frames go to a node in the same thread. */
final class ClientOverQueue implements Network, AutoCloseable {
    final List<ClientEvent> heard = new ArrayList<>();
    final ClientCore core;
    long carried;
    int unreadable;
    private SqliteNode node;
    private final SqliteClientStore store;
    private QueuePeer peer;
    private Conversation session;

    ClientOverQueue(SqliteNode node, Path folder, String name) {
        this.node = node;
        this.store = SqliteClientStore.open(folder);
        this.core = new ClientCore(
                new Platform(SqliteNode.CRYPTO, store, this, Clock.systemUTC()),
                name,
                List.of(node.identity.certificate().url()),
                "test",
                this::heard);
    }

    /** What cannot be read is not kept: the test would measure its own memory. */
    private void heard(ClientEvent event) {
        if (event instanceof ClientEvent.Unreadable) {
            unreadable++;
        } else {
            heard.add(event);
        }
    }

    <T extends ClientEvent> List<T> all(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void connect() {
        core.tick();
        core.opened();
    }

    /** The connection breaks, and the next one is to another node. */
    void moveTo(SqliteNode other) {
        session.closed();
        peer.texts.clear();
        node = other;
        core.closed("it is gone");
        connect();
    }

    /** Whether something has come that was not carried yet. */
    boolean pending() {
        return !peer.texts.isEmpty();
    }

    /** Carries frames both ways until something holds; {@code step} is done after every frame to the client. */
    void until(BooleanSupplier done, Runnable step) throws Exception {
        while (!done.getAsBoolean()) {
            String text = peer.texts.poll();
            if (text == null) {
                throw new AssertionError("nothing comes any more; heard " + heard);
            }
            carried += text.length();
            core.frame(node.frames.read(text));
            step.run();
        }
    }

    /** Carries all that is there. */
    void drain() throws Exception {
        until(() -> peer.texts.isEmpty(), () -> {});
    }

    @Override
    public void dial(String url) {
        peer = new QueuePeer(node.frames);
        session = node.sessions.begin(peer);
    }

    @Override
    public void send(Frame frame) {
        try {
            node.receive(session, node.frames.write(frame));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void hangUp() {
        session.closed();
    }

    @Override
    public void close() {
        if (session != null) {
            session.closed();
        }
        store.close();
    }
}
