/** Keeping replicas alike over a connection: the same code at both ends, for clients and servers. */
package chat.parley.protocol.sync;
