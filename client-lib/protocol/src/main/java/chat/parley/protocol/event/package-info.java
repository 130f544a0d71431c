/**
 * Events: the signed header, the body beside it, and their one textual form. Knows nothing of what events mean.
 */
package chat.parley.protocol.event;
