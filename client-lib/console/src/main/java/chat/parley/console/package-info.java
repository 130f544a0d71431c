/** The terminal client. */
package chat.parley.console;
