/** A conversation: bubbles, drafts, and what can be done to a message. */
package chat.parley.android.talk;
