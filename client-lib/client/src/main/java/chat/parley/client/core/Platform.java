package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.protocol.crypto.Crypto;
import java.time.Clock;

/** What a client is given: cryptography, its store, the network, the time, a place for slow work. */
public record Platform(Crypto crypto, ClientStore store, Network network, Clock clock, Background background) {
    /** One that does slow work at once. */
    public Platform(Crypto crypto, ClientStore store, Network network, Clock clock) {
        this(crypto, store, network, clock, Background.AT_ONCE);
    }
}
