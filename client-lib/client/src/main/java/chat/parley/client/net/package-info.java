/** The client's sockets and its one thread. */
package chat.parley.client.net;
