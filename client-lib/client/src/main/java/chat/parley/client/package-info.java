/** The client library. */
package chat.parley.client;
