package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.transfer.Carrier;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.log.Laws;
import java.time.Clock;
import java.util.Optional;

/**
 * What a client is given: cryptography, its store, the network, the time, a place for slow work, what moves files.
 *
 * @param store one that is used no more once it has failed
 * @param beside for a short call on a second server now and then; without it there are none
 * @param laws what events are judged by: those of the protocol, except where a test wants something to be broken
 */
public record Platform(
        Crypto crypto,
        ClientStore store,
        Network network,
        Clock clock,
        Background background,
        Optional<Carrier> carrier,
        Optional<Network> beside,
        Laws laws) {
    /** One that goes by the protocol's laws. */
    public Platform(
            Crypto crypto,
            ClientStore store,
            Network network,
            Clock clock,
            Background background,
            Optional<Carrier> carrier,
            Optional<Network> beside) {
        this(crypto, store, network, clock, background, carrier, beside, Laws.OWN);
    }

    /** One that moves no files and calls on no second server. */
    public Platform(Crypto crypto, ClientStore store, Network network, Clock clock, Background background) {
        this(crypto, store, network, clock, background, Optional.empty(), Optional.empty());
    }

    /** One that does slow work at once. */
    public Platform(Crypto crypto, ClientStore store, Network network, Clock clock) {
        this(crypto, store, network, clock, Background.AT_ONCE);
    }
}
