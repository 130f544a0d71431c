package chat.parley.protocol.blob;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.StreamCrypto;
import java.util.Arrays;
import java.util.Optional;

/**
 * Opens one sealed file, chunk by chunk. What it gives is the author's, but not yet known to be all of it: that is so when
 * {@link #complete()}. Used by one thread.
 */
public final class BlobOpener {
    private final BlobRef ref;
    private final StreamCrypto.Opening stream;
    private long opened;
    private boolean ended;

    private BlobOpener(BlobRef ref, StreamCrypto.Opening stream) {
        this.ref = ref;
        this.stream = stream;
    }

    /**
     * Begins with the head; empty if it is not of a file that was sealed under this key.
     *
     * @param head {@link BlobRef#HEAD_BYTES} bytes
     */
    public static Optional<BlobOpener> begin(Crypto crypto, StreamCrypto streams, BlobRef ref, byte[] head) {
        byte[] commitment = ref.commitment().bytes();
        if (head.length != BlobRef.HEAD_BYTES
                || !ref.committed(crypto)
                || !Arrays.equals(commitment, Arrays.copyOf(head, commitment.length))) {
            return Optional.empty();
        }
        Secret encryption = crypto.derive(ref.key(), Label.BLOB_ENCRYPTION);
        byte[] header = Arrays.copyOfRange(head, commitment.length, head.length);
        StreamCrypto.Opening stream = streams.opening(encryption, header);
        encryption.wipe();
        return Optional.of(new BlobOpener(ref, stream));
    }

    /** How many bytes the next sealed chunk has; 0 after the last. */
    public int next() {
        if (ended) {
            return 0;
        }
        return (int) Math.min(BlobRef.CHUNK_BYTES, ref.size() - opened) + BlobRef.SEAL_BYTES;
    }

    /** The next chunk; empty if it was changed, moved or cut, or its author's end is not where the size says. */
    public Optional<byte[]> chunk(byte[] sealed) {
        if (ended || sealed.length != next()) {
            return Optional.empty();
        }
        Optional<StreamCrypto.Piece> piece = stream.open(sealed);
        if (!piece.isPresent()) {
            return Optional.empty();
        }
        opened += piece.get().bytes().length;
        ended = piece.get().last();
        return ended == (opened == ref.size()) ? Optional.of(piece.get().bytes()) : Optional.empty();
    }

    /** Whether the author's last chunk has come, and all before it. */
    public boolean complete() {
        return ended && opened == ref.size();
    }
}
