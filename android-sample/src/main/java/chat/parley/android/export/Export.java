package chat.parley.android.export;

import android.content.ContentResolver;
import android.net.Uri;
import android.provider.DocumentsContract;
import chat.parley.android.app.Session;
import chat.parley.client.ParleyClient;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * One export, from the passphrase to the end: it outlives the turning of the phone. Of the screens' thread; the writing
 * has a thread of its own, so that the app goes on meanwhile.
 */
final class Export {
    private State state = State.ASKING;
    private char[] passphrase = new char[0];
    private long bytes;
    private Runnable changed = () -> {};

    /** Where it is. */
    enum State {
        /** Passphrase and place are being asked for. */
        ASKING,
        WRITING,
        DONE,
        FAILED
    }

    State state() {
        return state;
    }

    /** So much is written. */
    long bytes() {
        return bytes;
    }

    /** Tells of what changes, until somebody else is told. */
    void tell(Runnable now) {
        changed = now;
    }

    /** Keeps the passphrase while the person chooses a place. It is wiped when the export ends. */
    void with(char[] given) {
        wipe();
        passphrase = given;
    }

    boolean hasPassphrase() {
        return passphrase.length > 0;
    }

    /** Writes to a document that was just made. What is not whole is deleted again. */
    void write(Session session, ContentResolver documents, Uri document) {
        state = State.WRITING;
        bytes = 0;
        char[] secret = passphrase;
        LongConsumer progress = count -> session.later(() -> {
            bytes = count;
            changed.run();
        });
        session.askLater(
                client -> aside(task -> new Thread(task, "parley-export").start(), () -> {
                    try (OutputStream out = opened(documents, document)) {
                        export(client, new Counted(out, progress), secret);
                    }
                }),
                done -> end(State.DONE),
                e -> {
                    delete(documents, document);
                    end(State.FAILED);
                });
        changed.run();
    }

    /** What is chosen and not used any more goes away again. */
    static void delete(ContentResolver documents, Uri document) {
        try {
            DocumentsContract.deleteDocument(documents, document);
        } catch (IOException | RuntimeException e) {
            // Where it is kept does not let go of it: it stays, empty or cut, and does not open.
            return;
        }
    }

    private static OutputStream opened(ContentResolver documents, Uri document) throws IOException {
        OutputStream out = documents.openOutputStream(document, "w");
        if (out == null) {
            throw new IOException("the place that was chosen cannot be written");
        }
        return out;
    }

    private static void export(ParleyClient client, OutputStream counted, char[] secret) throws IOException {
        OutputStream out = new BufferedOutputStream(counted);
        client.export(out, secret);
        out.flush();
    }

    private void end(State now) {
        wipe();
        state = now;
        changed.run();
    }

    private void wipe() {
        Arrays.fill(passphrase, ' ');
        passphrase = new char[0];
    }

    /** Something that may fail. */
    private interface Deed {
        void run() throws IOException;
    }

    private static CompletableFuture<Boolean> aside(Executor where, Deed deed) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        where.execute(() -> {
            try {
                deed.run();
                done.complete(true);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
