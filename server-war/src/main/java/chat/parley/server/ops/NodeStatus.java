package chat.parley.server.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
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
    private volatile Supplier<Optional<String>> storeFailure = Optional::empty;
    private volatile Supplier<Optional<String>> trouble = Optional::empty;

    /** The node has come to another stage. */
    public void now(Stage stage) {
        this.stage = stage;
    }

    /** Where the details come from. Asked whenever somebody asks, by any thread. */
    public void details(Supplier<Map<String, String>> details) {
        this.details = details;
    }

    /** Where to ask why the store cannot be written. Asked whenever somebody asks, by any thread. */
    public void storeFailure(Supplier<Optional<String>> storeFailure) {
        this.storeFailure = storeFailure;
    }

    /** Where to ask why nobody is served. Asked whenever somebody asks, by any thread. */
    public void trouble(Supplier<Optional<String>> trouble) {
        this.trouble = trouble;
    }

    /** Why nobody is served at present, though the node runs. */
    public Optional<String> trouble() {
        return trouble.get();
    }

    /** Why the store cannot be written at present. */
    public Optional<String> storeFailure() {
        return storeFailure.get();
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
