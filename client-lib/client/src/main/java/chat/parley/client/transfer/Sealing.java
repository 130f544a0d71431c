package chat.parley.client.transfer;

import chat.parley.client.ClientEvent.FileProgress.Stage;
import chat.parley.client.SharedFiles;
import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.SizeLimit;
import chat.parley.client.blob.TransferException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Seals a file into the client's folder: needs no server. */
public final class Sealing implements Transfer.Work {
    private final BlobPreparation preparation;
    private final SharedFiles.Source source;
    private final SizeLimit limit;
    private final Consumer<PendingUpload> sealed;

    /**
     * @param limit how large a file is sent
     * @param sealed it is to be brought now
     */
    public Sealing(
            BlobPreparation preparation, SharedFiles.Source source, SizeLimit limit, Consumer<PendingUpload> sealed) {
        this.preparation = preparation;
        this.source = source;
        this.limit = limit;
        this.sealed = sealed;
    }

    @Override
    public boolean online() {
        return false;
    }

    @Override
    public Stage stage() {
        return Stage.SEALING;
    }

    @Override
    public Runnable run(Progress progress, Cancellation cancellation) throws TransferException {
        try (InputStream in = source.open()) {
            OptionalLong size = source.size();
            if (size.isPresent()) {
                limit.check(size.getAsLong());
            }
            // Without a size what is read so far says nothing of how far that is.
            Progress known =
                    (done, total) -> progress.at(done, size.isPresent() ? Math.max(total, size.getAsLong()) : 0);
            SizeLimit grown = bytes -> limit.check(Math.max(bytes, size.orElse(0)));
            PendingUpload pending = preparation.prepare(in, grown, known, cancellation);
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
