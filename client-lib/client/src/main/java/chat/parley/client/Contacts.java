package chat.parley.client;

import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.trust.SafetyNumber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The people that this client has met, and what it knows of who they are. A person is their user id; an account name is
 * what a domain says it belongs to, and is remembered on first use.
 *
 * <p>Every method may be called from any thread.
 */
public interface Contacts {
    /** Everybody met in a room or looked up, by name. */
    List<Contact> all();

    /** One of them. */
    Optional<Contact> find(UserId user);

    /**
     * Asks the domain whose account a name is. Remembered at the first answer; where the answer later is another one, the
     * name is CHANGED until {@link #accept}, or until the domain gives it to the first again, who is returned.
     *
     * @return the contact; empty if nobody has the name. Fails with an {@link AccountException} if no server answers
     */
    CompletableFuture<Optional<Contact>> lookUp(AccountName name);

    /** What the two of them compare. */
    SafetyNumber safetyNumber(UserId user);

    /**
     * Compares with what the other person's client shows, and remembers that it matched.
     *
     * @return empty if the text is neither digits nor a code
     */
    Optional<Boolean> verify(UserId user, String shown);

    /** Takes a changed identity for the person from now on: the name is the new one's, who is not verified. */
    void accept(AccountName name);

    /**
     * A person met.
     *
     * @param name what they call themselves, last
     * @param account the account name under which they were looked up
     */
    record Contact(UserId user, String name, Optional<AccountName> account, Trust trust) {}

    /** What is known of who somebody is. */
    enum Trust {
        /** Remembered since the first use. */
        SEEN,
        /** Compared by the two of them. */
        VERIFIED,
        /** The domain now gives the name to somebody else: nothing is sent until that is accepted. */
        CHANGED,
        /** Two servers, or two people, know different histories of this identity. */
        FORKED
    }
}
