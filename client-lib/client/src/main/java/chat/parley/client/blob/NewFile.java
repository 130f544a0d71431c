package chat.parley.client.blob;

import chat.parley.protocol.blob.BlobOpener;
import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.StreamCrypto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Opens a sealed file into a new one: that is there as a whole, or not at all, and takes no other's place. */
final class NewFile {
    private static final int NAME_BYTES = 9;

    private final Crypto crypto;
    private final StreamCrypto streams;

    NewFile(Crypto crypto, StreamCrypto streams) {
        this.crypto = crypto;
        this.streams = streams;
    }

    void save(BlobRef blob, Path sealedFile, Path target, Cancellation cancellation)
            throws IOException, TransferException {
        Path half = target.resolveSibling(".parley-" + random() + ".part");
        try {
            // A new file, whatever lies there under that name: a link would lead elsewhere.
            try (FileChannel out = FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    InputStream in = Files.newInputStream(sealedFile)) {
                open(blob, in, Channels.newOutputStream(out), cancellation);
                out.force(true);
            }
            place(half, target);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    static TransferException exists() {
        return new TransferException(
                TransferException.Code.EXISTS, "there is a file of that name: nothing was overwritten, choose another");
    }

    private void open(BlobRef blob, InputStream in, OutputStream out, Cancellation cancellation)
            throws IOException, TransferException {
        byte[] head = new byte[BlobRef.HEAD_BYTES];
        fill(in, head);
        Optional<BlobOpener> opener = BlobOpener.begin(crypto, streams, blob, head);
        if (!opener.isPresent()) {
            throw BlobDownload.damaged();
        }
        while (opener.get().next() > 0) {
            cancellation.check();
            byte[] box = new byte[opener.get().next()];
            fill(in, box);
            Optional<byte[]> chunk = opener.get().chunk(box);
            if (!chunk.isPresent()) {
                throw BlobDownload.damaged();
            }
            out.write(chunk.get());
        }
        if (!opener.get().complete() || in.read() >= 0) {
            throw BlobDownload.damaged();
        }
    }

    /** The name is taken first, for renaming would put the file in another's place. */
    private static void place(Path half, Path target) throws IOException, TransferException {
        try {
            Files.createFile(target);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        }
        boolean placed = false;
        try {
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
            placed = true;
        } finally {
            if (!placed) {
                Files.deleteIfExists(target);
            }
        }
    }

    private static void fill(InputStream in, byte[] bytes) throws IOException, TransferException {
        int at = 0;
        while (at < bytes.length) {
            int n = in.read(bytes, at, bytes.length - at);
            if (n < 0) {
                throw BlobDownload.damaged();
            }
            at += n;
        }
    }

    private String random() {
        StringBuilder name = new StringBuilder();
        for (byte each : crypto.random(NAME_BYTES)) {
            name.append(Integer.toString((each & 0xff) + 0x100, 16).substring(1));
        }
        return name.toString();
    }
}
