/** Conversations into an encrypted file. */
package chat.parley.android.export;
