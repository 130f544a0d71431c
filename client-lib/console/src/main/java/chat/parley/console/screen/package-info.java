/** What is shown: lines, how they look in a terminal and in a pipe, and how text from others is made harmless. */
package chat.parley.console.screen;
