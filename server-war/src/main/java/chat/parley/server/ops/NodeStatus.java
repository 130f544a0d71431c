package chat.parley.server.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Supplier;

/** How the node is, for whoever asks from outside. Written by the start, read by the health checks. */
@ApplicationScoped
public class NodeStatus {

    /** The stages of a node's life. */
    public enum Stage {
        STARTING,
        READY,
        STOPPING,
        FAILED
    }

    private volatile Stage stage = Stage.STARTING;
    private volatile Supplier<Map<String, String>> details = Map::of;

    /** The node has come to another stage. */
    public void now(Stage stage) {
        this.stage = stage;
    }

    /** Where the details come from. Asked whenever somebody asks, by any thread. */
    public void details(Supplier<Map<String, String>> details) {
        this.details = details;
    }

    /** The stage it is at. */
    public Stage stage() {
        return stage;
    }

    /** What to show besides the stage. */
    public Map<String, String> details() {
        return details.get();
    }
}
