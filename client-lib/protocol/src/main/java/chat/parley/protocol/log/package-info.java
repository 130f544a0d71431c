/**
 * Replicated logs: closure, acceptance and order over a store of events. No I/O, no threads, no clock.
 */
package chat.parley.protocol.log;
