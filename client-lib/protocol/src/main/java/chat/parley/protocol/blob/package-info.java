/**
 * Files: how one is sealed and named by the hash of what comes out, and what is done with the name and the preview that
 * come with it (PROTOCOL.md, section "Files"). No I/O: the bytes go through in chunks.
 */
package chat.parley.protocol.blob;
