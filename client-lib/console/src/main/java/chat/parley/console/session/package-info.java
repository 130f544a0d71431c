/** A person at work: in which room they talk, who and what is meant by a name or number, and what is shown of events. */
package chat.parley.console.session;
