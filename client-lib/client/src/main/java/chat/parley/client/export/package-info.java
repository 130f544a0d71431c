/** A person's conversations and contacts as one encrypted file, and the reader of it (PROTOCOL.md, section "Exports"). */
package chat.parley.client.export;
