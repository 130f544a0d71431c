/** What a client needs of its disk: a small interface that each platform implements. */
package chat.parley.client.store;
