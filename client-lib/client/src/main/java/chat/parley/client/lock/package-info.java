/** The key of a client's sealed store: in a file of the person's, or behind a passphrase. */
package chat.parley.client.lock;
