package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.UserId;

/**
 * What a domain's servers keep of an account. Made and signed by the root key; a new one, with a higher counter, takes the
 * place of the old one and of its vault.
 *
 * @param domain whose name it is
 * @param genesis the header of the identity's genesis: its hash is the user id, and it names the root key
 * @param counter 1 in the first record, then one more at each change
 * @param salt of the password
 * @param cost of stretching the password
 * @param login who knows the password can sign for this key
 * @param recovery who has the recovery code can sign for this key
 * @param vault the root key, readable with the password or the recovery code
 */
public record AccountRecord(
        DomainId domain,
        AccountName name,
        String genesis,
        long counter,
        byte[] salt,
        Cost cost,
        DeviceId login,
        DeviceId recovery,
        Vault vault) {

    /**
     * A record with its signature, as it is kept and travels.
     *
     * @param user the hash of the genesis
     * @param root the key that signed
     * @param text the record's exact text
     * @param signature the root key's over the text
     */
    public record Signed(AccountRecord record, UserId user, DeviceId root, String text, String signature) {
        public AccountName name() {
            return record.name();
        }

        /** The text says all that the other fields say. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Signed
                    && ((Signed) other).text.equals(text)
                    && ((Signed) other).signature.equals(signature);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return record.name + "/" + record.counter;
        }

        /**
         * Whether this stands where {@code other} is known under the same name. Of one user the higher counter stands; of
         * two users the smaller id, so that servers which were apart agree without asking (then the other person is
         * told). What is equal in both is decided by the text, so that all servers end with the same.
         */
        public boolean standsOver(Signed other) {
            int users = user.compareTo(other.user);
            if (users != 0) {
                return users < 0;
            }
            if (record.counter != other.record.counter) {
                return record.counter > other.record.counter;
            }
            return text.compareTo(other.text) < 0;
        }
    }
}
