/** Pictures: small ones made to go with a file, and drawn in a terminal. */
package chat.parley.console.picture;
