/** The body of an epoch: its head, its boxes, the hash tree over them. No secrets here: those are in {@code keys}. */
package chat.parley.protocol.epoch;
