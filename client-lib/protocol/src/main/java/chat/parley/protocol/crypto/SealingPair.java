package chat.parley.protocol.crypto;

import chat.parley.protocol.id.SealingKey;

/**
 * An X25519 key pair of a device: boxes sealed to the public half are opened with it.
 *
 * @param key the public half
 * @param secret the private half
 */
public record SealingPair(SealingKey key, Secret secret) {}
