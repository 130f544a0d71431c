package chat.parley.server.ops;

import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.utils.LibraryLoader;

/**
 * Loads libsodium, the one in the WAR and never the system's, whose version nobody has tested. A JVM loads it once:
 * deploying the WAR a second time into the same JVM is not supported, restart the process.
 */
public final class SodiumLoader {
    /**
     * Loads it.
     *
     * @throws CannotStart if this machine cannot run the bundled library
     */
    public LazySodiumJava load() throws CannotStart {
        try {
            return new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY));
        } catch (RuntimeException | LinkageError e) {
            throw new CannotStart(
                    "libsodium does not load on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + " (" + e + ")",
                    "use a platform that Lazysodium supports, with a temporary folder that allows executables",
                    e);
        }
    }
}
