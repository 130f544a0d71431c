package chat.parley.protocol.blob;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.Hash;
import java.nio.ByteBuffer;

/**
 * Seals one file, chunk by chunk, under a key of its own. Used by one thread.
 *
 * <p><b>Guarantees.</b> What comes out cannot be read without the key; cut, changed or reordered it does not open; it opens
 * under no other key.
 *
 * <p><b>Restrictions.</b> It does not say who made it, and shows how long the file is: the message that carries the {@link
 * BlobRef} is signed, and is the only one to know the key.
 */
public final class BlobSealer {
    private final Secret key;
    private final Hash commitment;
    private final StreamCrypto.Sealing stream;
    private final StreamCrypto.Hashing hash;
    private long size;
    private boolean ended;

    public BlobSealer(Crypto crypto, StreamCrypto streams) {
        key = crypto.newSecret();
        commitment = BlobRef.commitment(crypto, key);
        Secret encryption = crypto.derive(key, Label.BLOB_ENCRYPTION);
        stream = streams.sealing(encryption);
        encryption.wipe();
        hash = streams.hashing(Label.BLOB_ID);
    }

    /** What the sealed file begins with; asked for once, before the chunks. */
    public byte[] head() {
        return hashed(ByteBuffer.allocate(BlobRef.HEAD_BYTES)
                .put(commitment.bytes())
                .put(stream.header())
                .array());
    }

    /**
     * The next chunk, sealed.
     *
     * @param chunk {@link BlobRef#CHUNK_BYTES}; the last one has at least 1, unless the file is empty
     * @throws IllegalArgumentException if it has another length
     */
    public byte[] chunk(byte[] chunk, boolean last) {
        boolean whole = chunk.length == BlobRef.CHUNK_BYTES;
        boolean rest = last && chunk.length < BlobRef.CHUNK_BYTES && (chunk.length > 0 || size == 0);
        if (ended || !whole && !rest) {
            throw new IllegalArgumentException("not the next chunk of a file");
        }
        size += chunk.length;
        ended = last;
        return hashed(stream.seal(chunk, last));
    }

    /** What is to be told of the file, after its last chunk. */
    public BlobRef finish() {
        if (!ended) {
            throw new IllegalStateException("the last chunk is missing");
        }
        return new BlobRef(new BlobId(hash.finish().bytes()), key, commitment, size);
    }

    private byte[] hashed(byte[] bytes) {
        hash.add(bytes, bytes.length);
        return bytes;
    }
}
