/**
 * Which logs name whom, as members or as invited: derived from what is stored, and told to the people concerned wherever in
 * the domain they are connected. A hint where to look, never an authority.
 */
package chat.parley.server.naming;
