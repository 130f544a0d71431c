package chat.parley.client;

import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.trust.SafetyNumber;
import java.time.Instant;
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
     * What somebody says and does is not to be seen or heard here from now on: their messages and files, reactions, receipts
     * and invitations, and that they type, are not told, nor given by {@link ParleyClient#history}, {@link
     * ParleyClient#search} and the other lists. Nobody is told of it, and all of it counts as before: what they delete is gone,
     * and told; they stay a member where they are one. What they have said meanwhile is shown again after {@link #unmute}.
     * Remembered on this device. What is on the screen is the caller's to take away.
     *
     * @throws IllegalArgumentException if it is this user
     */
    void mute(Person person);

    /** Somebody is seen and heard again; does nothing if they were. */
    void unmute(UserId user);

    /**
     * When a second server was last asked what it knows of the identities of this user, of contacts and of members of owned
     * rooms, and how that went. A client does so by itself: soon after it is connected, every few hours, and when a contact's
     * devices have changed. What is found is told by events: {@link ClientEvent.DeviceChanged}, and {@link ClientEvent.Problem}
     * with {@code IDENTITY_FORKED}, {@code IDENTITY_KEPT_BACK} or {@code IDENTITY_WITHHELD}.
     */
    Comparison comparison();

    /**
     * Has a second server asked soon, about this person first: at most once a minute, and not while no server is connected
     * or no second one is known.
     */
    void compare(UserId user);

    /**
     * How the last comparison with a second server went.
     *
     * @param last the last one that came to its end, if any has
     */
    record Comparison(Outcome outcome, Optional<Compared> last) {}

    /**
     * A comparison that came to its end.
     *
     * @param time when it did
     * @param server the second server's base url
     * @param identities how many it was asked about and answered
     * @param news so much it knew of them that was not known here
     */
    record Compared(Instant time, String server, int identities, int news) {}

    /** What became of the last try. */
    enum Outcome {
        /** None was made yet. */
        NOT_YET,
        /** No server is known besides the one that is spoken with. */
        NO_SECOND_SERVER,
        /** None of those tried could be asked. */
        NOT_REACHED,
        /** It came to its end. */
        DONE
    }

    /**
     * A person met.
     *
     * @param name what they call themselves, last
     * @param account the account name under which they were looked up
     * @param muted see {@link #mute}
     */
    record Contact(UserId user, String name, Optional<AccountName> account, Trust trust, boolean muted) {
        /** One who is not muted. */
        public Contact(UserId user, String name, Optional<AccountName> account, Trust trust) {
            this(user, name, account, trust, false);
        }
    }

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
