/**
 * Accounts: a name of a domain, the user id it stands for, and the root key in a vault that only a password or a recovery
 * code opens (PROTOCOL.md, section "Accounts"). Not a log: a record with a counter, of which the newest stands.
 */
package chat.parley.protocol.account;
