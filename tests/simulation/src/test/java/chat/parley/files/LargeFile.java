package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;

import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.BlobUpload;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.SizeLimit;
import chat.parley.client.blob.UrlConnectionHttp;
import chat.parley.protocol.fixture.TestPerson;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A process of its own with little memory, in which a large file goes from a client over one node and another to a client. */
public final class LargeFile {
    private static final int MIB = 1024 * 1024;
    private static final int PATTERN = 251;

    private LargeFile() {}

    /**
     * Ends with an exception if the file does not come as it went.
     *
     * @param arguments the file's size in MiB and a folder
     */
    public static void main(String[] arguments) throws Exception {
        long size = Long.parseLong(arguments[0]) * MIB + 1;
        Path folder = Path.of(arguments[1]);
        TestPerson anna = new TestPerson("anna");
        try (FileNode one = new FileNode(folder.resolve("one"));
                FileNode two = new FileNode(folder.resolve("two"))) {
            one.know(anna);
            two.know(anna);
            FileNode.link(one, two);
            PendingUpload pending = new BlobPreparation(CRYPTO, STREAMS, folder.resolve("spool"))
                    .prepare(new Pattern(size), SizeLimit.NONE, Progress.NONE, new Cancellation());
            int servers = new BlobUpload(STREAMS, new UrlConnectionHttp(), Leaves.of(anna, one))
                    .run(pending, Progress.NONE, new Cancellation());
            require(servers == 2, "it is on two servers");
            BlobPreparation.discard(pending);
            Path target = folder.resolve("target");
            Parcel.fetch(pending.blob(), target, folder.resolve("work"), new UrlConnectionHttp(), Leaves.of(anna, two));
            compare(target, size);
        }
        System.exit(0);
    }

    private static void compare(Path target, long size) throws Exception {
        byte[] come = new byte[MIB];
        byte[] gone = new byte[MIB];
        require(Files.size(target) == size, "it has its size");
        try (InputStream in = Files.newInputStream(target);
                InputStream expected = new Pattern(size)) {
            for (int n = in.readNBytes(come, 0, MIB); n > 0; n = in.readNBytes(come, 0, MIB)) {
                expected.readNBytes(gone, 0, n);
                require(Arrays.equals(come, 0, n, gone, 0, n), "it has its bytes");
            }
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
    }

    /** As many bytes as wanted, that do not repeat with any power of two. */
    private static final class Pattern extends InputStream {
        private final long size;
        private long at;

        Pattern(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            return at < size ? (int) (at++ % PATTERN) : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (at >= size) {
                return -1;
            }
            int n = (int) Math.min(length, size - at);
            for (int i = 0; i < n; i++) {
                to[offset + i] = (byte) (at++ % PATTERN);
            }
            return n;
        }
    }
}
