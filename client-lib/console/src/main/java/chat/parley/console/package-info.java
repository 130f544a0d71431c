/**
 * The terminal client: {@code parley}. In a terminal it is a line editor with a prompt that stays whole while messages
 * arrive; in a pipe it is plain lines in and plain lines out. It uses the client library's public interface and nothing
 * below it; everything others wrote passes through {@link chat.parley.client.naming.InertText} before it is shown.
 */
package chat.parley.console;
