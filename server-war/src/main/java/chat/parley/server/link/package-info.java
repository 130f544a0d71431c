/** Other servers of the domain: one link each, over which logs are kept alike and what is new is passed on. */
package chat.parley.server.link;
