package chat.parley.protocol.crypto;

import chat.parley.protocol.id.Hash;
import java.util.Optional;

/**
 * The primitives of suite 1 for what is too long for memory: it goes through in pieces. Implementations are thread-safe;
 * the streams that they make are used by one thread each.
 *
 * <p><b>Guarantees.</b> Hashes are those of {@link Crypto}, collision-resistant (BLAKE2b-256). A sealed stream
 * (libsodium's secretstream, XChaCha20-Poly1305) cannot be read, nor its pieces be changed, dropped, repeated or reordered
 * unnoticed; a piece that fails is never partly returned.
 *
 * <p><b>Restrictions.</b> Whether a stream was cut short shows only in its last piece: take nothing for whole before that
 * has come. A sealed stream does not commit to its key: publish a commitment beside it. One key seals one stream only.
 */
public interface StreamCrypto {
    /** What begins a sealed stream, in bytes. */
    int HEADER_BYTES = 24;

    /** What sealing adds to each piece, in bytes. */
    int PIECE_BYTES = 17;

    /** A hash of a text of any length: BLAKE2b-256 of {@code label ‖ 0x00 ‖ text}. */
    Hashing hashing(Label label);

    /** Begins a sealed stream. */
    Sealing sealing(Secret key);

    /**
     * Begins to open a sealed stream.
     *
     * @param header {@value #HEADER_BYTES} bytes
     */
    Opening opening(Secret key, byte[] header);

    /** A hash under way. */
    interface Hashing {
        /** Adds the first {@code length} bytes. */
        void add(byte[] bytes, int length);

        /** The hash of all that was added; nothing can be added afterwards. */
        Hash finish();
    }

    /** A stream being sealed. */
    interface Sealing {
        /** What the reader needs first: {@value StreamCrypto#HEADER_BYTES} bytes, fresh for each stream. */
        byte[] header();

        /** The next piece, sealed: {@value StreamCrypto#PIECE_BYTES} bytes longer. Nothing follows the last one. */
        byte[] seal(byte[] piece, boolean last);
    }

    /** A stream being opened. */
    interface Opening {
        /** The next piece; empty if it is not the next piece of this stream under this key. */
        Optional<Piece> open(byte[] sealed);
    }

    /**
     * An opened piece.
     *
     * @param last whether its author ended the stream with it
     */
    record Piece(byte[] bytes, boolean last) {}
}
