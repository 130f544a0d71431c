/**
 * The client library: {@link chat.parley.client.ParleyClient} and what it tells. Console and app use this package and
 * nothing below it.
 */
package chat.parley.client;
