package chat.parley.client.transfer;

import chat.parley.client.blob.PendingUpload;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/** Sealed files that are not at the servers yet, in the store: what a restart goes on with. */
public final class UploadRows {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    private final ClientStore store;
    private final Path folder;
    private final ContentCodec contents = new ContentCodec();

    /** @param folder where sealed files are, however it is called this time */
    public UploadRows(ClientStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * One of them.
     *
     * @param room the room's key in the store
     * @param file what is said when it is there
     * @param spool path of the sealed file
     */
    public record Upload(long number, String room, Content.File file, String spool) {
        /** What brings it. */
        public PendingUpload pending() {
            return new PendingUpload(file.blob(), spool);
        }
    }

    public void put(Upload upload) {
        store.put(
                Table.UPLOAD,
                Long.toString(upload.number()),
                new JsonText()
                        .open()
                        .field("room", upload.room())
                        .field("file", contents.text(upload.file()))
                        .field("spool", name(upload.spool()))
                        .close()
                        .toString());
    }

    public void remove(long number) {
        store.remove(Table.UPLOAD, Long.toString(number));
    }

    /** All of them. */
    public List<Upload> all() {
        List<Upload> all = new ArrayList<>();
        for (Row row : store.rows(Table.UPLOAD)) {
            all.add(read(row));
        }
        return all;
    }

    private Upload read(Row row) {
        try (JsonFields in = SOURCE.read(row.value())) {
            in.open();
            String room = in.text("room");
            String file = in.text("file");
            String spool = folder.resolve(name(in.text("spool"))).toString();
            in.shut().end();
            return contents.read(file)
                    .map(Content.File.class::cast)
                    .map(content -> new Upload(Long.parseLong(row.key()), room, content, spool))
                    .orElseThrow(UploadRows::damaged);
        } catch (MalformedJsonException e) {
            throw damaged();
        }
    }

    /** The folder may be found by another path next time, or be moved. */
    private static String name(String spool) {
        return Paths.get(spool).getFileName().toString();
    }

    private static IllegalStateException damaged() {
        return new IllegalStateException("a row of the store is damaged");
    }
}
