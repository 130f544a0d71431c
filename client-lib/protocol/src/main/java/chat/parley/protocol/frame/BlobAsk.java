package chat.parley.protocol.frame;

/** A client asks for leave to send and fetch files at this server: {@link BlobToken}. Sent after {@link Hello}. */
public record BlobAsk() implements Frame {}
