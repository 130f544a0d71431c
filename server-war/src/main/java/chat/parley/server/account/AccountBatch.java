package chat.parley.server.account;

import java.util.function.Consumer;

/** How accounts become durable: with the node's next batch. */
@FunctionalInterface
public interface AccountBatch {
    /** Tells {@code after}, when the open batch is over, whether it is on the disk. */
    void afterCommit(Consumer<Boolean> after);
}
