/** The commands. Each is declared in one place: its word, usage, help, completion, and what it does. */
package chat.parley.console.command;
