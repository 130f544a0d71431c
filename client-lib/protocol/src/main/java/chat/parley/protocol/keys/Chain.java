package chat.parley.protocol.keys;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;

/**
 * One device's hash chain in one epoch: each message has a key of its own, and what is behind cannot be computed again.
 *
 * <p><b>Guarantees.</b> Who learns a chain learns nothing of earlier message keys (forward secrecy by deletion). <b>
 * Restrictions.</b> Who learns a chain knows all later ones of this epoch; the old object must be forgotten after a step.
 *
 * @param next the chain key of the next message
 * @param index the number of the next message, from 0
 */
public record Chain(Secret next, long index) {
    /** Highest index of a message: a device with more to say makes an epoch. */
    public static final long MAX_INDEX = 1000;

    /** The key of the next message. */
    public Secret messageKey(Crypto crypto) {
        return crypto.derive(next, Label.MESSAGE_KEY);
    }

    /** The chain after the next message. */
    public Chain step(Crypto crypto) {
        return new Chain(crypto.derive(next, Label.CHAIN_NEXT), index + 1);
    }
}
