/** What is asked of a person: passwords above all, which are never echoed, kept or logged. */
package chat.parley.console.ask;
