package chat.parley.protocol.account;

/**
 * The encrypted part of an account: the root key under a key of its own, and that key twice, once for the password and
 * once for the recovery code. Each is nonce, commitment and ciphertext (PROTOCOL.md, section "Accounts").
 */
public record Vault(byte[] forPassword, byte[] forRecovery, byte[] content) {
    /** Longest of the three, in bytes. */
    public static final int MAX_BYTES = 4096;
}
