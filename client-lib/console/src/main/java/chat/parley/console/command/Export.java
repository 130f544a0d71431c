package chat.parley.console.command;

import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.console.settings.PrivateFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes all conversations and contacts into a new encrypted file; none is left that is not whole. */
final class Export {
    private final Session session;
    private final Secrets secrets;

    Export(Session session, Secrets secrets) {
        this.session = session;
        this.secrets = secrets;
    }

    void write(Path file) {
        if (Files.exists(file)) {
            throw new Refusal("there is a file " + file + " already: name a new one");
        }
        char[] passphrase =
                secrets.fresh("Passphrase for the file", session.client().me().name());
        try {
            PrivateFile.create(file);
            written(file, passphrase);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal("there is a file " + file + " already: name a new one");
        } catch (IOException e) {
            throw new Refusal(file + " cannot be written: name a file in a folder that is yours");
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        session.tell("what you said, were told, and whom you know is in " + file
                + ", encrypted; parley read-export reads it with the passphrase");
    }

    private void written(Path file, char[] passphrase) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            session.client().export(out, passphrase);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
