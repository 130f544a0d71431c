/**
 * The WebSocket side of a node: connections with bounded outbound queues, the two endpoints, and dialling out. It moves
 * texts and knows nothing of chat. It may use the Jakarta WebSocket API and, because the API gives neither a peer's
 * address nor a way out of its slow scheduler, Tyrus.
 */
package chat.parley.server.socket;
