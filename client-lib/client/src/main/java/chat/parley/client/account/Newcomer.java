package chat.parley.client.account;

import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.UserId;
import java.util.Optional;

/** Whom a client becomes in place of who it is. */
public sealed interface Newcomer {
    /** Whose device it is to be; empty if nobody's that is. */
    Optional<UserId> whose();

    /** A new device of a user, added by the root key. */
    record Added(UserId user, SigningKey root) implements Newcomer {
        @Override
        public Optional<UserId> whose() {
            return Optional.of(user);
        }
    }

    /** A device of a user that was added already. */
    record Shown(UserId user, SigningKey key, SealingPair sealing) implements Newcomer {
        @Override
        public Optional<UserId> whose() {
            return Optional.of(user);
        }
    }

    /** Somebody new. */
    record Nobody() implements Newcomer {
        @Override
        public Optional<UserId> whose() {
            return Optional.empty();
        }
    }
}
