package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;

import chat.parley.client.blob.BlobDownload;
import chat.parley.client.blob.BlobHttp;
import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.BlobServers;
import chat.parley.client.blob.BlobUpload;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.SizeLimit;
import chat.parley.protocol.blob.BlobRef;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Random;

/** A file and what a client does with it. */
final class Parcel {
    final byte[] bytes;
    final PendingUpload pending;

    Parcel(int size, Path work) throws Exception {
        bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        pending = new BlobPreparation(CRYPTO, STREAMS, work)
                .prepare(new ByteArrayInputStream(bytes), SizeLimit.NONE, Progress.NONE, new Cancellation());
    }

    BlobRef ref() {
        return pending.blob();
    }

    /** Brings it as a client that has just been started does: with what it has stored. */
    int bring(BlobHttp http, BlobServers servers) throws Exception {
        return new BlobUpload(STREAMS, http, servers)
                .run(PendingUpload.read(pending.write()), Progress.NONE, new Cancellation());
    }

    static void fetch(BlobRef ref, Path target, Path work, BlobHttp http, BlobServers servers) throws Exception {
        new BlobDownload(CRYPTO, STREAMS, http, servers, work).run(ref, target, Progress.NONE, new Cancellation());
    }
}
