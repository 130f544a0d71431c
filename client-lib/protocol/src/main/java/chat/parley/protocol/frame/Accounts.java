package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * Records that another server may not have.
 */
public record Accounts(List<AccountText> accounts) implements Frame {
    @JsonbCreator
    public Accounts(@JsonbProperty("accounts") List<AccountText> accounts) {
        this.accounts = Elements.checked(accounts, AccountText.class, "accounts");
    }
}
