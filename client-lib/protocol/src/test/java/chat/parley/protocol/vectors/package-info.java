/** Test vectors for clients in other languages: a writer, and a test that holds the code to what was written. */
package chat.parley.protocol.vectors;
