package chat.parley.server.account;

import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;

/** Where accounts are kept. Used by the node's thread. */
public interface AccountStore {
    /** The account of a name. That there is none takes as long to find out as to read one. */
    Optional<KeptAccount> find(AccountName name);

    /** The name of a user, if they have one here. */
    Optional<AccountName> nameOf(UserId user);

    /** Whether an account was admitted with this registration code. */
    boolean used(String invitation);

    /**
     * Keeps accounts in place of what there was under their names, all or none; they are on the disk when this returns.
     * Only while no batch of events is open.
     *
     * @throws StoreException if they could not be kept
     */
    void save(List<KeptAccount> accounts) throws StoreException;

    /** All accounts of one part, by name. */
    List<KeptAccount> part(int part);
}
