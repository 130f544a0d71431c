/**
 * Sealed files: brought and fetched over HTTP by people with a session, on two nodes before it is said that they are kept,
 * fetched by other nodes when a log names them or somebody asks. The HTTP work is done on threads of its own; what the
 * database knows of files is asked of the node's thread. Knows sessions and links by the frames only that they hand over.
 */
package chat.parley.server.blob;
