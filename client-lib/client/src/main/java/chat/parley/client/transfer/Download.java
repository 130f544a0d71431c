package chat.parley.client.transfer;

import chat.parley.client.blob.BlobDownload;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.TransferException;
import chat.parley.protocol.blob.BlobRef;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Fetches a file into a folder, under a name that nothing there has. */
public final class Download implements Transfer.Work {
    /** So many files of one name there may be in a folder. */
    static final int MAX_SAME = 1000;

    private final BlobDownload downloads;
    private final BlobRef blob;
    private final Path folder;
    private final String name;
    private final Consumer<Path> saved;
    private final Runnable ended;

    /**
     * @param name one that means nothing to a file system
     * @param saved where it is
     * @param ended it is no longer under way, however that went; before {@code saved}
     */
    public Download(
            BlobDownload downloads, BlobRef blob, Path folder, String name, Consumer<Path> saved, Runnable ended) {
        this.downloads = downloads;
        this.blob = blob;
        this.folder = folder;
        this.name = name;
        this.saved = saved;
        this.ended = ended;
    }

    @Override
    public boolean online() {
        return true;
    }

    @Override
    public Runnable run(Progress progress, Cancellation cancellation) throws TransferException, InterruptedException {
        for (int count = 1; ; count++) {
            Path target = folder.resolve(count == 1 ? name : counted(name, count));
            try {
                downloads.run(blob, target, progress, cancellation);
                return () -> {
                    ended.run();
                    saved.accept(target);
                };
            } catch (TransferException e) {
                if (e.code() != TransferException.Code.EXISTS || count == MAX_SAME) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void abandoned(TransferException why) {
        // What has come stays for another attempt.
        ended.run();
    }

    /** The name with a number before its ending: what a program goes by stays. */
    static String counted(String name, int count) {
        int dot = name.lastIndexOf('.');
        int at = dot > 0 ? dot : name.length();
        return name.substring(0, at) + " (" + count + ")" + name.substring(at);
    }
}
