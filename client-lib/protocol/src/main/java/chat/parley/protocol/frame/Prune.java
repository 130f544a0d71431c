package chat.parley.protocol.frame;

/** What came over this link had come before: from now on new events are to be announced here and no longer sent. */
public record Prune() implements Frame {}
