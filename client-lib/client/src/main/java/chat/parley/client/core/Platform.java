package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.protocol.crypto.Crypto;
import java.time.Clock;

/** What a client is given: cryptography, its store, the network, the time. */
public record Platform(Crypto crypto, ClientStore store, Network network, Clock clock) {}
