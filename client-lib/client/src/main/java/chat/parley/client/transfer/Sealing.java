package chat.parley.client.transfer;

import chat.parley.client.SharedFiles;
import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.TransferException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Seals a file into the client's folder: needs no server. */
public final class Sealing implements Transfer.Work {
    private final BlobPreparation preparation;
    private final SharedFiles.Source source;
    private final long maxBytes;
    private final Consumer<PendingUpload> sealed;

    /**
     * @param maxBytes largest file that is sent
     * @param sealed it is to be brought now
     */
    public Sealing(
            BlobPreparation preparation, SharedFiles.Source source, long maxBytes, Consumer<PendingUpload> sealed) {
        this.maxBytes = maxBytes;
        this.preparation = preparation;
        this.source = source;
        this.sealed = sealed;
    }

    @Override
    public boolean online() {
        return false;
    }

    @Override
    public Runnable run(Progress progress, Cancellation cancellation) throws TransferException {
        try (InputStream in = source.open()) {
            PendingUpload pending = preparation.prepare(in, maxBytes, Progress.NONE, cancellation);
            return () -> sealed.accept(pending);
        } catch (IOException e) {
            throw new TransferException(TransferException.Code.SOURCE, "the file cannot be read", e);
        }
    }

    @Override
    public void abandoned(TransferException why) {
        // Nothing is left of it.
    }
}
