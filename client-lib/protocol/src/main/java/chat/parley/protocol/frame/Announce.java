package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * A server tells which new events it has and does not send by itself over this link: whoever gets one of them from
 * nobody else asks for it with {@link Graft}.
 *
 * @param ids causes before effects
 */
public record Announce(List<String> ids) implements Frame {
    /** Most ids in one announcement. */
    public static final int MAX_IDS = 1024;

    @JsonbCreator
    public Announce(@JsonbProperty("ids") List<String> ids) {
        this.ids = Elements.checked(ids, String.class, "ids");
    }
}
