/**
 * How fast a node is. A crowd of members on real sockets, all in one thread of this process ({@code Loop}, {@code
 * TextLine}); what they send is encrypted, signed and checked like any client's, and what they get is only counted. Times
 * are told, never asserted; that everything arrives, once and everywhere, is.
 */
package chat.parley.bench;
