package chat.parley.server.ops;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened and must be closed, last first, whatever fails on the way. */
public final class CloseStack implements AutoCloseable {
    private static final Logger LOG = System.getLogger(CloseStack.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Remembers it and gives it back. */
    public <T extends AutoCloseable> T push(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception | LinkageError e) {
                LOG.log(Level.WARNING, "did not close in order: " + resource, e);
            }
        }
    }
}
