/**
 * The accounts of a domain: registration, login, names, and how the domain's servers keep them alike. Knows sessions and
 * links by the frames only that they hand over.
 */
package chat.parley.server.account;
