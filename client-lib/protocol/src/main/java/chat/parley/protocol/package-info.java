/** What servers and clients say to each other, and the rules by which both judge it. No I/O, no threads, no clock. */
package chat.parley.protocol;
