/** What the operator of a domain does with its key. */
package chat.parley.client.domain;
