/** The node: what runs inside Payara Micro. */
package chat.parley.server;
