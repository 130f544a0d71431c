package chat.parley.server.blob;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.id.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files on this node's disk: {@code parts/}, what is not whole yet, one file for each blob and who brings it; and the whole
 * ones, whose hash was checked, in folders by their first byte. Names are hexadecimal: some file systems do not tell large
 * letters from small ones. Thread-safe.
 */
final class BlobFolder {
    /** Below the data folder. */
    static final String NAME = "blobs";

    private static final String PARTS = "parts";
    private static final Pattern NAME_OF_WHOLE = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path root;
    private final Path parts;
    private final StreamCrypto streams;

    /**
     * @throws IOException if the folders cannot be made
     */
    BlobFolder(Path data, StreamCrypto streams) throws IOException {
        this.root = data.resolve(NAME);
        this.parts = root.resolve(PARTS);
        this.streams = streams;
        Files.createDirectories(parts);
    }

    /** Where one who brings a blob puts it until it is whole. */
    Path part(BlobId id, byte[] who) {
        return parts.resolve(hex(id.bytes()) + "-" + hex(who));
    }

    /** Bytes of a part; 0 if there is none. */
    long length(Path part) throws IOException {
        try {
            return Files.size(part);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Opens a part, to write after its end. */
    FileChannel append(Path part) throws IOException {
        return FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** Bytes of all parts of one who brings, and how many there are. */
    PartsOf partsOf(byte[] who) throws IOException {
        String end = "-" + hex(who);
        long bytes = 0;
        int count = 0;
        List<Path> all = parts();
        for (Path part : all) {
            if (part.getFileName().toString().endsWith(end)) {
                bytes += length(part);
                count++;
            }
        }
        return new PartsOf(count, bytes, all.size());
    }

    /**
     * How much of someone's is not whole.
     *
     * @param all how many parts there are of everybody's
     */
    record PartsOf(int count, long bytes, int all) {}

    /** Bytes of all parts. */
    long partBytes() throws IOException {
        long bytes = 0;
        for (Path part : parts()) {
            bytes += length(part);
        }
        return bytes;
    }

    /** Whether a part is the blob, by its hash. */
    boolean isBlob(Path part, BlobId id) throws IOException {
        StreamCrypto.Hashing hash = streams.hashing(Label.BLOB_ID);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(part, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.add(buffer, n);
            }
        }
        return new BlobId(hash.finish().bytes()).equals(id);
    }

    /** Makes a part that was checked a whole file; it is on the disk when this returns. */
    void keep(Path part, BlobId id) throws IOException {
        Path file = file(id);
        Files.createDirectories(file.getParent());
        sync(part, StandardOpenOption.WRITE);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.getParent(), StandardOpenOption.READ);
        sync(root, StandardOpenOption.READ);
    }

    /** Bytes of a whole file, if it is here. */
    OptionalLong whole(BlobId id) throws IOException {
        try {
            return OptionalLong.of(Files.size(file(id)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    FileChannel open(BlobId id) throws IOException {
        return FileChannel.open(file(id), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    void delete(BlobId id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    void delete(Path part) throws IOException {
        Files.deleteIfExists(part);
    }

    /** Bytes that are free on the disk. */
    long free() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Deletes parts that nobody has gone on with. */
    void deletePartsBefore(Instant time) throws IOException {
        for (Path part : parts()) {
            try {
                if (Files.getLastModifiedTime(part).compareTo(FileTime.from(time)) < 0) {
                    Files.deleteIfExists(part);
                }
            } catch (NoSuchFileException e) {
                // It has become whole meanwhile.
            }
        }
    }

    /** Looks at a whole file. */
    @FunctionalInterface
    interface Viewer {
        void view(BlobId id, long bytes) throws IOException;
    }

    /** Shows all whole files. Only before anybody is let in. */
    void forEach(Viewer viewer) throws IOException {
        try (Stream<Path> files = Files.walk(root, 2)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (NAME_OF_WHOLE.matcher(name).matches()) {
                    BlobId id = new BlobId(HexFormat.of().parseHex(name));
                    if (file.equals(file(id))) {
                        viewer.view(id, Files.size(file));
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> all = Files.list(parts)) {
            return all.toList();
        }
    }

    private Path file(BlobId id) {
        String name = hex(id.bytes());
        return root.resolve(name.substring(0, 2)).resolve(name);
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
