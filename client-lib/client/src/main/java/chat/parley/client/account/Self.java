package chat.parley.client.account;

import chat.parley.client.Contacts;
import chat.parley.client.store.ClientStore;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.IdentityState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A client as accounts and devices see it. Used on the client's thread, on which all that it returns completes; what waits
 * for a server fails with an {@link chat.parley.client.AccountException} when the connection breaks.
 */
public interface Self {
    Crypto crypto();

    ClientStore store();

    /** The clock, in milliseconds. */
    long now();

    /** The server spoken with; empty while there is none. */
    Optional<Greeting> server();

    void send(Frame frame);

    /** Base urls of servers, that of the present one first. */
    List<String> urls();

    /** Goes to another server. */
    CompletableFuture<Void> visit(String url);

    /** Does work that takes long, on another thread. */
    <T> CompletableFuture<T> inBackground(Callable<T> work);

    UserId user();

    DeviceId device();

    /** This identity's root key, if it is here. */
    Optional<SigningKey> root();

    /** The root key is in a vault from now on. */
    void forgetRoot();

    /** What is held of an identity's log, in its order. */
    List<Event> log(UserId user);

    IdentityState identity(UserId user);

    /** Gets what the server has of an identity. */
    CompletableFuture<Void> fetch(UserId user);

    /** Writes into this user's identity log, tells the servers and the rooms. */
    EventId write(SigningKey root, Act act);

    /** Tells the servers all of this user's identity. */
    void publish();

    /** Completes when a server has signed for all that was written here. */
    CompletableFuture<Void> delivered();

    /**
     * Completes when a server has signed for this, whatever becomes of the connection until then; fails if a server refuses
     * it, or somebody else is here meanwhile.
     */
    CompletableFuture<Void> delivered(EventId id);

    /** Whether this device may not write any more, as its store was copied or it was revoked. */
    boolean retiring();

    /** A new device of the same user takes this one's place. */
    void renew(SigningKey root);

    /**
     * Becomes somebody else at the end of this step, in one transaction: rooms, keys and messages go, settings and contacts
     * stay.
     *
     * @param also done in the same transaction
     */
    void become(Newcomer who, Runnable also);

    /** How a second server was last asked about identities. */
    Contacts.Comparison comparison();

    /** Has a second server asked about somebody. */
    void compare(UserId user);

    /** Does something when all that was done until now is durable. */
    void afterwards(Runnable then);

    /** Makes what was done durable, and sends it. */
    void step();
}
