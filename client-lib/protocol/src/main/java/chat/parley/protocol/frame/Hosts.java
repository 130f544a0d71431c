package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server tells which logs it hosts: when a link opens all of them, in as many frames as it takes; then what changes.
 *
 * @param logs it hosts these and has events of them
 * @param wants it hosts these and has nothing of them yet
 * @param gone it hosts these no more
 * @param complete whether with this frame all has been told that was hosted when the link opened
 */
public record Hosts(List<String> logs, List<String> wants, List<String> gone, boolean complete) implements Frame {
    /** Most logs in one such frame, all three lists together. */
    public static final int MAX_LOGS = 8192;

    @JsonbCreator
    public Hosts(
            @JsonbProperty("logs") List<String> logs,
            @JsonbProperty("wants") List<String> wants,
            @JsonbProperty("gone") List<String> gone,
            @JsonbProperty("complete") boolean complete) {
        this.logs = Elements.checked(logs, String.class, "logs");
        this.wants = Elements.checked(wants, String.class, "wants");
        this.gone = Elements.checked(gone, String.class, "gone");
        this.complete = complete;
    }
}
