package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.STREAMS;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.id.BlobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a node's folder while the node is not looking. */
final class Leftovers {
    private static final String DATABASE = "parley.db";

    private Leftovers() {}

    static BlobId id(byte[] blob) {
        StreamCrypto.Hashing hash = STREAMS.hashing(Label.BLOB_ID);
        hash.add(blob, blob.length);
        return new BlobId(hash.finish().bytes());
    }

    /** A whole file of which no database knows. */
    static BlobId put(FileNode node, byte[] blob) throws IOException {
        BlobId id = id(blob);
        String name = HexFormat.of().formatHex(id.bytes());
        Path place = node.folder().resolve("blobs").resolve(name.substring(0, 2));
        Files.createDirectories(place);
        Files.write(place.resolve(name), blob);
        return id;
    }

    /** What is not whole. */
    static List<Path> parts(FileNode node) throws IOException {
        try (Stream<Path> files = Files.list(node.folder().resolve("blobs").resolve("parts"))) {
            return files.filter(file -> file.toFile().length() > 0).toList();
        }
    }

    /** The whole ones. */
    static long whole(FileNode node) throws IOException {
        return files(node).stream()
                .filter(file -> file.getFileName().toString().length() == 2 * BlobId.BYTES)
                .count();
    }

    /** The whole ones and the parts. */
    static List<Path> files(FileNode node) throws IOException {
        while (true) {
            try (Stream<Path> files = Files.walk(node.folder().resolve("blobs"))) {
                return files.filter(Files::isRegularFile).toList();
            } catch (UncheckedIOException e) {
                // One of them was moved or deleted while the folder was read: again.
            }
        }
    }

    /** Takes the database of a node that does not run elsewhere. */
    static Path takeDatabase(FileNode node, Path to) throws IOException {
        move(node.folder(), to);
        return to;
    }

    static void giveDatabase(FileNode node, Path from) throws IOException {
        move(from, node.folder());
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(DATABASE)) {
                    Files.move(file, to.resolve(file.getFileName()));
                }
            }
        }
    }
}
