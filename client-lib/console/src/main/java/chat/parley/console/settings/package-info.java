/** What the program is started with, and what it tells the shell at its end. */
package chat.parley.console.settings;
