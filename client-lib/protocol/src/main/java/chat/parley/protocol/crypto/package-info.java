/**
 * The crypto port and its libsodium adapter: labels, keys, signatures, boxes. Knows ids and nothing of events or rooms.
 */
package chat.parley.protocol.crypto;
