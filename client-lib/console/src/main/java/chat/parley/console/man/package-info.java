/** The manual page, made of what the commands say of themselves. */
package chat.parley.console.man;
