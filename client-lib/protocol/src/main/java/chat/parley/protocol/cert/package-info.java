/** Certificates of servers and the proofs with which a connection begins. */
package chat.parley.protocol.cert;
