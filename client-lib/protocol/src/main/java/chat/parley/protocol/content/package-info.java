/** What people say to each other, inside the ciphertext (PROTOCOL.md, section "Messages", "Plaintext"). */
package chat.parley.protocol.content;
