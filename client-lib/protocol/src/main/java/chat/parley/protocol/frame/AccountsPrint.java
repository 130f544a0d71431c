package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * What a server holds of its domain's accounts, in short.
 *
 * @param prints one over all records, or one for each of the 256 parts; see PROTOCOL.md, section "Accounts"
 */
public record AccountsPrint(List<String> prints) implements Frame {
    @JsonbCreator
    public AccountsPrint(@JsonbProperty("prints") List<String> prints) {
        this.prints = Elements.checked(prints, String.class, "prints");
    }
}
