/** What is said in a room and need not last (PROTOCOL.md, section "Notices"): passed on at once, or lost. Keeps nothing. */
package chat.parley.server.notice;
