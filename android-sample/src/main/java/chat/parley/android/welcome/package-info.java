/** The first screen: a name, a server, and what one came with. */
package chat.parley.android.welcome;
