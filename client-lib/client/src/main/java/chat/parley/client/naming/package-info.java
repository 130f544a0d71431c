/**
 * How people, rooms and their words are shown, so that nobody's name or text can be taken for another's (abuse case A55). For
 * whoever shows them: a terminal, a phone.
 */
package chat.parley.client.naming;
