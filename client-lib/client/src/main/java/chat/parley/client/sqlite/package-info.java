/** The client's store on a desktop: SQLite. Android brings its own. */
package chat.parley.client.sqlite;
