/**
 * One end of a conversation in frames: reading and checking what arrives on the sockets' threads, handing it to the
 * node's one thread, and sending. Knows nothing of what the conversation is about.
 */
package chat.parley.server.peer;
