package chat.parley.server.socket;

import jakarta.websocket.Session;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes as the Jakarta WebSocket API has it: each reader's text is turned into bytes anew. */
final class StandardWriter implements TextWriter {
    private final Session session;

    StandardWriter(Session session) {
        this.session = session;
    }

    @Override
    public void write(List<WireText> texts, Consumer<Throwable> done) {
        AtomicInteger left = new AtomicInteger(texts.size());
        for (WireText each : texts) {
            session.getAsyncRemote().sendText(each.text(), result -> {
                if (!result.isOK()) {
                    if (left.getAndSet(0) > 0) {
                        done.accept(result.getException());
                    }
                } else if (left.decrementAndGet() == 0) {
                    done.accept(null);
                }
            });
        }
    }
}
