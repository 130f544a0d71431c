/**
 * What a client does: account, rooms, keys, the choice of servers. One thread, no I/O: the network and the store are
 * ports, so that a simulation runs the same code.
 */
package chat.parley.client.core;
