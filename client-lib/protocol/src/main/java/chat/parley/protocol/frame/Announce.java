package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server tells which new events it has and does not send by itself over this link: whoever gets one of them from
 * nobody else asks for it with {@link Graft}.
 */
public record Announce(List<LogIds> logs) implements Frame {
    /** Most ids in one announcement, of all its logs together. */
    public static final int MAX_IDS = 1024;

    @JsonbCreator
    public Announce(@JsonbProperty("logs") List<LogIds> logs) {
        this.logs = Elements.checked(logs, LogIds.class, "logs");
    }
}
