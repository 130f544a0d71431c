package chat.parley.client.transfer;

import chat.parley.client.TransferLimits;
import chat.parley.client.blob.SizeLimit;
import chat.parley.client.blob.TransferException;
import chat.parley.protocol.blob.BlobRef;
import java.util.OptionalLong;

/** What this client was told to send at most, and what its server takes, as soon as that has said so. Thread-safe. */
public final class FileSizes implements SizeLimit {
    private static final long MIB = 1024L * 1024;

    private final TransferLimits limits;
    private final Tokens tokens;

    public FileSizes(TransferLimits limits, Tokens tokens) {
        this.limits = limits;
        this.tokens = tokens;
    }

    @Override
    public void check(long bytes) throws TransferException {
        if (bytes > limits.maxBytes()) {
            throw new TransferException(
                    TransferException.Code.OVER_LIMIT,
                    "a file of more than " + limits.maxBytes() + " bytes is not sent from here");
        }
        OptionalLong most = tokens.maxBytes();
        if (most.isPresent() && BlobRef.sealedSize(bytes) > most.getAsLong()) {
            throw new TransferException(
                    TransferException.Code.TOO_LARGE,
                    "the server takes no file of more than " + amount(most.getAsLong()) + "; nothing of it was sent");
        }
    }

    private static String amount(long bytes) {
        return bytes < MIB ? bytes + " bytes" : bytes / MIB + " MiB";
    }
}
