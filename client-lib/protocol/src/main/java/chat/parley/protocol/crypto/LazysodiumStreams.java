package chat.parley.protocol.crypto;

import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.Id;
import com.goterl.lazysodium.LazySodium;
import com.goterl.lazysodium.interfaces.SecretStream;
import java.util.Optional;

/** {@link StreamCrypto} by libsodium through Lazysodium, as {@link LazysodiumCrypto}. */
public final class LazysodiumStreams implements StreamCrypto {
    private final LazySodium sodium;

    public LazysodiumStreams(LazySodium sodium) {
        this.sodium = sodium;
    }

    @Override
    public Hashing hashing(Label label) {
        byte[] state = new byte[sodium.cryptoGenericHashStateBytes()];
        check(sodium.cryptoGenericHashInit(state, null, 0, Id.BYTES), "begin a hash");
        Hashing hashing = new StateHashing(state);
        byte[] frame = label.frame();
        hashing.add(frame, frame.length);
        return hashing;
    }

    @Override
    public Sealing sealing(Secret key) {
        SecretStream.State state = new SecretStream.State();
        byte[] header = new byte[HEADER_BYTES];
        check(sodium.cryptoSecretStreamInitPush(state, header, key.expose()), "begin a stream");
        return new StateSealing(state, header);
    }

    @Override
    public Opening opening(Secret key, byte[] header) {
        if (header.length != HEADER_BYTES) {
            throw new IllegalArgumentException("a stream's header has " + HEADER_BYTES + " bytes");
        }
        SecretStream.State state = new SecretStream.State();
        check(sodium.cryptoSecretStreamInitPull(state, header, key.expose()), "begin to open a stream");
        return box -> open(state, box);
    }

    private Optional<Piece> open(SecretStream.State state, byte[] box) {
        if (box.length < PIECE_BYTES) {
            return Optional.empty();
        }
        byte[] piece = new byte[box.length - PIECE_BYTES];
        byte[] tag = new byte[1];
        return sodium.cryptoSecretStreamPull(state, piece, tag, box, box.length)
                ? Optional.of(new Piece(piece, tag[0] == SecretStream.TAG_FINAL))
                : Optional.empty();
    }

    private static void check(boolean done, String what) {
        if (!done) {
            throw new IllegalStateException("libsodium could not " + what);
        }
    }

    private final class StateHashing implements Hashing {
        private final byte[] state;

        StateHashing(byte[] state) {
            this.state = state;
        }

        @Override
        public void add(byte[] bytes, int length) {
            check(sodium.cryptoGenericHashUpdate(state, bytes, length), "hash");
        }

        @Override
        public Hash finish() {
            byte[] out = new byte[Id.BYTES];
            check(sodium.cryptoGenericHashFinal(state, out, out.length), "end a hash");
            return new Hash(out);
        }
    }

    private final class StateSealing implements Sealing {
        private final SecretStream.State state;
        private final byte[] header;

        StateSealing(SecretStream.State state, byte[] header) {
            this.state = state;
            this.header = header;
        }

        @Override
        public byte[] header() {
            return header.clone();
        }

        @Override
        public byte[] seal(byte[] piece, boolean last) {
            byte[] sealed = new byte[piece.length + PIECE_BYTES];
            byte tag = last ? SecretStream.TAG_FINAL : SecretStream.TAG_MESSAGE;
            check(sodium.cryptoSecretStreamPush(state, sealed, piece, piece.length, tag), "seal a piece");
            return sealed;
        }
    }
}
