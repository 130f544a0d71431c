package chat.parley.protocol.blob;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.Hash;

/**
 * What it takes to fetch a file and to open it.
 *
 * @param id the hash of the sealed file
 * @param key of this file alone
 * @param commitment of the key; the sealed file begins with it too, so that it opens under this key only
 * @param size bytes of the file itself
 */
public record BlobRef(BlobId id, Secret key, Hash commitment, long size) {
    /** Bytes of the file that are sealed together. */
    public static final int CHUNK_BYTES = 64 * 1024;

    /** What sealing adds to a chunk, in bytes. */
    public static final int SEAL_BYTES = 17;

    /** What a sealed file begins with, in bytes: the commitment and the stream's header. */
    public static final int HEAD_BYTES = 32 + 24;

    /** Largest file, in bytes: 2^40. Servers take less. */
    public static final long MAX_SIZE = 1L << 40;

    public BlobRef {
        if (size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("a file has 0 to " + MAX_SIZE + " bytes");
        }
    }

    /** The commitment to a key. */
    static Hash commitment(Crypto crypto, Secret key) {
        return new Hash(crypto.derive(key, Label.BLOB_COMMITMENT).expose());
    }

    /** Bytes of a sealed file whose own size is {@code size}. */
    public static long sealedSize(long size) {
        long chunks = Math.max(1, (size + CHUNK_BYTES - 1) / CHUNK_BYTES);
        return HEAD_BYTES + size + chunks * SEAL_BYTES;
    }

    /** Bytes of this file when sealed. */
    public long sealedSize() {
        return sealedSize(size);
    }

    /** Whether the commitment is that of the key. */
    public boolean committed(Crypto crypto) {
        return commitment(crypto, key).equals(commitment);
    }
}
