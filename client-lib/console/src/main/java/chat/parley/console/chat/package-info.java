/** A chat at a terminal or in a pipe: reads lines, has the commands carried out, ends with an exit code. */
package chat.parley.console.chat;
