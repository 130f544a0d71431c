package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/** A client asks again for receipts of events that it has posted. */
public record Confirm(List<String> ids) implements Frame {
    /** Most ids that are looked at. */
    public static final int MAX_IDS = 256;

    @JsonbCreator
    public Confirm(@JsonbProperty("ids") List<String> ids) {
        this.ids = Elements.checked(ids, String.class, "ids");
    }
}
