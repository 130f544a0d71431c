/**
 * Files on their way: sealed and brought to a server, fetched and opened, each in pieces that a cut connection or a restart
 * does not lose, in constant memory. A transfer takes the thread that runs it; which server and which token to use it asks
 * of {@link chat.parley.client.blob.BlobServers}.
 */
package chat.parley.client.blob;
