package chat.parley.client.blob;

import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;

/**
 * A file that is sealed and not yet at the servers: all that must be kept to go on after a restart.
 *
 * @param blob what the message will say; <b>holds the key</b>: to be kept sealed
 * @param spool path of the sealed file on this machine, to be deleted when the upload has ended
 */
public record PendingUpload(BlobRef blob, String spool) {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    /** As a text, under 512 characters and the path. */
    public String write() {
        return new JsonText()
                .open()
                .field("blob", blob.id())
                .field("key", new Hash(blob.key().expose()))
                .field("commitment", blob.commitment())
                .field("size", blob.size())
                .field("spool", spool)
                .close()
                .toString();
    }

    /**
     * Reads the text.
     *
     * @throws MalformedJsonException if it is not what {@link #write} makes
     */
    public static PendingUpload read(String text) throws MalformedJsonException {
        try (JsonFields in = SOURCE.read(text)) {
            in.open();
            BlobId id = JsonFields.map(in.text("blob"), BlobId::of);
            Hash key = JsonFields.map(in.text("key"), Hash::of);
            Hash commitment = JsonFields.map(in.text("commitment"), Hash::of);
            long size = in.number("size");
            String spool = in.text("spool");
            in.shut().end();
            return new PendingUpload(new BlobRef(id, new Secret(key.bytes()), commitment, size), spool);
        }
    }
}
