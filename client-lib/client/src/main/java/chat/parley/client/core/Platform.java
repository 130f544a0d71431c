package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.transfer.Carrier;
import chat.parley.protocol.crypto.Crypto;
import java.time.Clock;
import java.util.Optional;

/** What a client is given: cryptography, its store, the network, the time, a place for slow work, what moves files. */
public record Platform(
        Crypto crypto,
        ClientStore store,
        Network network,
        Clock clock,
        Background background,
        Optional<Carrier> carrier) {
    /** One that moves no files. */
    public Platform(Crypto crypto, ClientStore store, Network network, Clock clock, Background background) {
        this(crypto, store, network, clock, background, Optional.empty());
    }

    /** One that does slow work at once. */
    public Platform(Crypto crypto, ClientStore store, Network network, Clock clock) {
        this(crypto, store, network, clock, Background.AT_ONCE);
    }
}
