/** Clients: one session each, and the hub that gives all subscribers of a log what is new in it. */
package chat.parley.server.session;
