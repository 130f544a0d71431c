package chat.parley.client.transfer;

import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.BlobUpload;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.TransferException;

/** Brings a sealed file to the servers. */
public final class Upload implements Transfer.Work {
    private final BlobUpload uploads;
    private final PendingUpload pending;
    private final Runnable there;
    private final Runnable givenUp;

    /**
     * @param there it is at the servers
     * @param givenUp it will not be brought
     */
    public Upload(BlobUpload uploads, PendingUpload pending, Runnable there, Runnable givenUp) {
        this.uploads = uploads;
        this.pending = pending;
        this.there = there;
        this.givenUp = givenUp;
    }

    @Override
    public boolean online() {
        return true;
    }

    @Override
    public Runnable run(Progress progress, Cancellation cancellation) throws TransferException, InterruptedException {
        uploads.run(pending, progress, cancellation);
        return () -> {
            there.run();
            BlobPreparation.discard(pending);
        };
    }

    @Override
    public void abandoned(TransferException why) {
        givenUp.run();
        BlobPreparation.discard(pending);
    }
}
