/**
 * Accounts and devices: what a password or a recovery code does. It says what is done and in which order; the identity, the
 * connection and the store are its client's, whom it knows as {@link chat.parley.client.account.Self}.
 */
package chat.parley.client.account;
