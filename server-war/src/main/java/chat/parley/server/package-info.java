/**
 * The node: what runs inside Payara Micro. {@link chat.parley.server.Startup} is where Payara calls in; it builds a
 * {@link chat.parley.server.Node} and opens the doors. Nothing below this package knows this package.
 */
package chat.parley.server;
