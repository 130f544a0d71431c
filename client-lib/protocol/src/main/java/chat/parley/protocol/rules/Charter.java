package chat.parley.protocol.rules;

import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.UserId;
import java.util.Optional;

/**
 * What an owned room is, for good: written in its genesis.
 *
 * @param history what newcomers may read of what was said before
 * @param peer of a direct room, a conversation of two, the one beside the creator
 * @param nonce 32 random bytes: no two rooms are the same
 */
public record Charter(History history, Optional<UserId> peer, Hash nonce) {
    /** What newcomers may read of what was said before they came. */
    public enum History {
        NONE("none"),
        ALL("all");

        private final String text;

        History(String text) {
            this.text = text;
        }

        /**
         * @throws IllegalArgumentException if it is neither
         */
        public static History of(String text) {
            for (History each : values()) {
                if (each.text.equals(text)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("unknown history policy");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether this is a conversation of two, without ranks, invitations and removals. */
    public boolean direct() {
        return peer.isPresent();
    }
}
