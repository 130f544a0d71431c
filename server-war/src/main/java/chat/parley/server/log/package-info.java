/**
 * The node's logs: the ledger over SQLite and the one thread that works on it. Knows nothing of sessions and links.
 */
package chat.parley.server.log;
