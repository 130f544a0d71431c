package chat.parley.simulation;

import chat.parley.client.ClientListener;
import chat.parley.client.store.ClientStore;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.Laws;

/** What a run puts around the ports of its processes: nothing, unless a test wants something to be broken. */
interface Tweaks {
    /** Nothing is broken. */
    Tweaks NONE = new Tweaks() {};

    /** The store that a server's ledger works on. */
    default DurableStore serverStore(SimStore store) {
        return store;
    }

    /** What a server checks signatures with. */
    default Crypto serverCrypto(Crypto crypto) {
        return crypto;
    }

    /** What a server's ledger judges by. */
    default Laws laws(SimStore store) {
        return Laws.OWN;
    }

    /** What a client keeps its rows in. */
    default ClientStore clientStore(ClientStore store) {
        return store;
    }

    /** What a client judges by. */
    default Laws clientLaws() {
        return Laws.OWN;
    }

    /** Who hears what a client tells. */
    default ClientListener clientListener(ClientListener listener) {
        return listener;
    }

    /**
     * Whether the wire drops this without breaking the line.
     *
     * @param link whether both ends are servers
     */
    default boolean loses(Object item, boolean link, Dice dice) {
        return false;
    }

    /** Changes what kind of network there is. */
    default Scenario scenario(Scenario drawn) {
        return drawn;
    }
}
