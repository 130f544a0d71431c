package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.TransferLimits;
import chat.parley.client.blob.BlobDownload;
import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.BlobUpload;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.TransferException;
import chat.parley.client.transfer.Carrier;
import chat.parley.client.transfer.Download;
import chat.parley.client.transfer.FileSizes;
import chat.parley.client.transfer.Sealing;
import chat.parley.client.transfer.Tokens;
import chat.parley.client.transfer.Transfer;
import chat.parley.client.transfer.Transfers;
import chat.parley.client.transfer.Upload;
import chat.parley.client.transfer.UploadRows;
import chat.parley.client.transfer.WorkFolder;
import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.blob.FileLabel;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a client: says in rooms which are at the servers, and fetches those that its person wants. */
final class FileDesk implements SharedFiles {
    private static final String SAVED = "saved ";
    private static final String REJECTED = "rejected";

    /** Stands where the blob's reference will, while that is not known: none takes more room. */
    private static final BlobRef UNSEALED =
            new BlobRef(new BlobId(new byte[32]), new Secret(new byte[32]), new Hash(new byte[32]), BlobRef.MAX_SIZE);

    private final Connection connection;
    private final Rooms rooms;
    private final Runnable step;
    private final TransferLimits limits;
    private final Tokens tokens;
    private final Transfers transfers;
    private final UploadRows rows;
    private final BlobPreparation preparation;
    private final BlobUpload uploads;
    private final BlobDownload downloads;
    private final ContentCodec contents = new ContentCodec();

    /** Numbers of downloads, by what they fetch. */
    private final Map<BlobId, Long> coming = new HashMap<>();

    /** @param step makes durable what was done, and tells it */
    FileDesk(Platform platform, Carrier carrier, Connection connection, Rooms rooms, Runnable step) {
        this.connection = connection;
        this.rooms = rooms;
        this.step = step;
        this.limits = carrier.limits();
        this.tokens = new Tokens(platform.clock());
        this.transfers = new Transfers(carrier, platform.clock(), tokens, step);
        this.rows = new UploadRows(platform.store(), carrier.folder());
        this.preparation = new BlobPreparation(platform.crypto(), carrier.streams(), carrier.folder());
        this.uploads = new BlobUpload(carrier.streams(), carrier.http(), tokens);
        this.downloads =
                new BlobDownload(platform.crypto(), carrier.streams(), carrier.http(), tokens, carrier.folder());
        resume(carrier, platform.clock().millis());
    }

    private void resume(Carrier carrier, long now) {
        Set<String> spools = new HashSet<>();
        for (UploadRows.Upload each : rows.all()) {
            spools.add(each.spool());
            bring(each);
        }
        new WorkFolder(carrier.folder()).sweep(spools, now);
    }

    @Override
    public long send(RoomRef room, Outgoing file) {
        Room here = rooms.find(room)
                .filter(Room::joined)
                .orElseThrow(() -> new IllegalStateException("not in #" + room + ": join it first"));
        contents.write(content(file, UNSEALED));
        here.speech().check();
        bounded();
        long number = rooms.nextNumber();
        Sealing sealing = new Sealing(
                preparation,
                file.source(),
                new FileSizes(limits, tokens),
                pending -> sealed(number, room, file, pending));
        // How much the server takes is to be known before all of a large file is sealed.
        tokens.want();
        transfers.add(new Transfer(number, room, file.name(), true, sealing));
        step.run();
        return number;
    }

    private void sealed(long number, RoomRef room, Outgoing file, PendingUpload pending) {
        UploadRows.Upload upload =
                new UploadRows.Upload(number, Rooms.text(room), content(file, pending.blob()), pending.spool());
        rows.put(upload);
        bring(upload);
    }

    private void bring(UploadRows.Upload upload) {
        RoomRef room = Rooms.ref(upload.room());
        Upload work =
                new Upload(uploads, upload.pending(), () -> say(room, upload), () -> rows.remove(upload.number()));
        transfers.add(new Transfer(upload.number(), room, upload.file().name(), true, work));
    }

    /** It is at the servers: with the message its row goes, in one step. */
    private void say(RoomRef room, UploadRows.Upload upload) {
        rows.remove(upload.number());
        Optional<Room> here = rooms.find(room).filter(Room::joined);
        if (here.isPresent()) {
            here.get().speech().say(upload.number(), upload.file());
            step.run();
        } else {
            transfers.tell(new ClientEvent.FileFailed(
                    room,
                    upload.number(),
                    upload.file().name(),
                    RoomException.Code.NOT_IN_ROOM.name(),
                    "you are not in the room any more"));
        }
    }

    private static Content.File content(Outgoing file, BlobRef blob) {
        return new Content.File(blob, file.name(), file.type(), file.preview(), file.caption());
    }

    @Override
    public long accept(RoomRef room, EventId message, Path folder) {
        MessageRows messages = messages(room);
        MessageRows.Kept kept = offer(messages, message);
        Content.File file = kept.file().get();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        Long present = coming.get(file.blob().id());
        if (present != null) {
            return present;
        }
        bounded();
        long number = rooms.nextNumber();
        if (file.blob().size() > limits.maxBytes()) {
            transfers.tell(new ClientEvent.FileFailed(
                    room,
                    number,
                    file.name(),
                    TransferException.Code.OVER_LIMIT.name(),
                    "a file of more than " + limits.maxBytes() + " bytes is not fetched here"));
            step.run();
            return number;
        }
        Download work = new Download(
                downloads,
                file.blob(),
                folder,
                FileLabel.suggestion(file.name()),
                path -> saved(number, room, message, path),
                () -> coming.remove(file.blob().id()));
        coming.put(file.blob().id(), number);
        transfers.add(new Transfer(number, room, file.name(), false, work));
        step.run();
        return number;
    }

    /** The room may have been left, and the message deleted, meanwhile. */
    private void saved(long number, RoomRef room, EventId message, Path path) {
        rooms.find(room)
                .map(each -> each.messages().rows())
                .ifPresent(messages -> messages.find(message)
                        .filter(kept -> kept.now().marks().file().isPresent())
                        .ifPresent(kept -> messages.fate(kept, SAVED + path.toAbsolutePath())));
        transfers.tell(new ClientEvent.FileSaved(room, number, message, path));
    }

    @Override
    public void reject(RoomRef room, EventId message) {
        MessageRows messages = messages(room);
        MessageRows.Kept kept = offer(messages, message);
        BlobId blob = kept.file().get().blob().id();
        Long number = coming.get(blob);
        if (number != null) {
            transfers.cancel(number);
        }
        try {
            downloads.forget(blob);
        } catch (IOException e) {
            // It is sealed, and is swept out after a week.
        }
        messages.fate(kept, REJECTED);
        step.run();
    }

    @Override
    public void cancel(long number) {
        if (transfers.cancel(number)) {
            step.run();
        }
    }

    @Override
    public List<Offer> list(RoomRef room, int limit) {
        List<Offer> offers = new ArrayList<>();
        rooms.find(room).map(Room::messages).ifPresent(messages -> {
            for (MessageRows.Kept each : messages.rows().files(limit)) {
                if (offered(each) && messages.heard(each.now())) {
                    offers.add(offer(messages.rows().fate(each), each));
                }
            }
        });
        Collections.reverse(offers);
        return offers;
    }

    @Override
    public List<Sending> sending() {
        List<Sending> sending = new ArrayList<>();
        for (UploadRows.Upload each : rows.all()) {
            Content.File file = each.file();
            ClientEvent.Attachment shown = new ClientEvent.Attachment(
                    file.name(), file.type(), file.blob().size(), file.preview());
            sending.add(new Sending(Rooms.ref(each.room()), each.number(), shown, file.caption()));
        }
        sending.sort(Comparator.comparingLong(Sending::number));
        return sending;
    }

    private Offer offer(String fate, MessageRows.Kept kept) {
        Optional<Path> saved =
                fate.startsWith(SAVED) ? Optional.of(Paths.get(fate.substring(SAVED.length()))) : Optional.empty();
        State settled = fate.equals(REJECTED) ? State.REJECTED : saved.isPresent() ? State.SAVED : State.OFFERED;
        boolean under = coming.containsKey(kept.file().get().blob().id());
        return new Offer(kept.now(), under ? State.COMING : settled, saved);
    }

    /** A frame arrived; false if it is not about files. */
    boolean take(Frame frame) {
        if (frame instanceof BlobToken) {
            connection.ready().ifPresent(server -> tokens.came(server, (BlobToken) frame));
            transfers.tick();
            return true;
        }
        // The server does not know this user yet: it is asked again.
        return frame instanceof Problem
                && ((Problem) frame).code().equals(ProblemCode.UNKNOWN_DEVICE.name())
                && tokens.asked();
    }

    /** The connection is gone. */
    void lost() {
        tokens.lost();
    }

    /** Time passes. */
    void tick() {
        transfers.tick();
        if (connection.ready().isPresent() && tokens.ask()) {
            connection.send(new BlobAsk());
        }
        if (transfers.hasNews()) {
            step.run();
        }
    }

    /** What is about to be told; part of the step. */
    void heard(List<ClientEvent> told) {
        told.addAll(transfers.takeNews());
    }

    /** Somebody else is here from now on. */
    void end() {
        transfers.end();
    }

    private void bounded() {
        if (transfers.full()) {
            throw new IllegalStateException(
                    MAX_TRANSFERS + " files are under way: wait until one of them is across, or cancel one");
        }
    }

    private MessageRows messages(RoomRef room) {
        return rooms.find(room).map(each -> each.messages().rows()).orElseThrow(FileDesk::noFile);
    }

    private static MessageRows.Kept offer(MessageRows messages, EventId message) {
        return messages.find(message).filter(FileDesk::offered).orElseThrow(FileDesk::noFile);
    }

    private static boolean offered(MessageRows.Kept kept) {
        return !kept.hidden() && kept.now().marks().file().isPresent();
    }

    private static RoomException noFile() {
        return new RoomException(RoomException.Code.NO_MESSAGE, "there is no such file here, or it was deleted");
    }
}
