package chat.parley.server.account;

import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Where accounts are kept. What is put is durable after the next commit of the node's batch. Used by the node's thread.
 */
public interface AccountStore {
    Optional<KeptAccount> find(AccountName name);

    /** The name of a user, if they have one here. */
    Optional<AccountName> nameOf(UserId user);

    /** Whether an account was admitted with this registration code. */
    boolean used(String invitation);

    /** Keeps an account in place of what there was under its name. */
    void put(KeptAccount account);

    /** All accounts of one part, by name. */
    List<KeptAccount> part(int part);
}
