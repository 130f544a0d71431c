package chat.parley.client;

import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Platform;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Loads the libsodium that comes with Lazysodium. Its own loader unpacks the whole jar that it is in to find it, which of the
 * console's takes a second; here only the library is.
 */
final class BundledSodium {
    private BundledSodium() {}

    /**
     * Loads it; once is enough for a JVM.
     *
     * @throws RuntimeException or an {@link LinkageError} if it does not load here
     */
    static LazySodiumJava load() {
        // A library that is loaded cannot be deleted on Windows: there it is left to Lazysodium.
        return Platform.isWindows() ? loadAsLazysodium() : loadAlone();
    }

    private static LazySodiumJava loadAlone() {
        Path library;
        try {
            library = unpacked();
        } catch (IOException e) {
            return loadAsLazysodium();
        }
        try {
            return new LazySodiumJava(new SodiumJava(library.toString()));
        } finally {
            try {
                Files.delete(library);
            } catch (IOException e) {
                library.toFile().deleteOnExit();
            }
        }
    }

    private static LazySodiumJava loadAsLazysodium() {
        return new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY));
    }

    /** In a new file that only its owner can read or write. */
    private static Path unpacked() throws IOException {
        String name = LibraryLoader.getSodiumPathInResources();
        try (InputStream bundled = SodiumJava.class.getResourceAsStream(name.startsWith("/") ? name : "/" + name)) {
            if (bundled == null) {
                throw new FileNotFoundException(name);
            }
            Path library = Files.createTempFile("parley-", "-libsodium");
            Files.copy(bundled, library, StandardCopyOption.REPLACE_EXISTING);
            return library;
        }
    }
}
