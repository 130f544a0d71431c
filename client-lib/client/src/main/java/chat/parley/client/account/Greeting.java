package chat.parley.client.account;

import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;

/** The server that is spoken with: whose it is, which it is, and its nonce on this connection. */
public record Greeting(DomainId domain, ServerId server, String nonce) {}
