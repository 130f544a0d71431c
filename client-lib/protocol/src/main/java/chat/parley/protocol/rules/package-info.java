/**
 * The rules of each kind of log: what may be appended, and the pure fold of what was. Server and client run the same code.
 */
package chat.parley.protocol.rules;
