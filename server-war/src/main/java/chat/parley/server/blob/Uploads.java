package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.UserId;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes files in, in as many pieces as they come (PROTOCOL.md, section "Files", "Requests"). Thread-safe. */
final class Uploads {
    /** Files that one person has begun and not ended. */
    static final int MAX_PARTS = 16;

    private static final int BUFFER_BYTES = 64 * 1024;

    /** As much of a refused body is read all the same, in bytes: the client sees why only when it has sent it. */
    private static final long MAX_DISCARDED = 8L * 1024 * 1024;

    /** Of these nobody waits for the rest: it may never come. */
    private static final Set<BlobCode> ON_THE_WAY =
            EnumSet.of(BlobCode.SUPERSEDED, BlobCode.TOO_SLOW, BlobCode.BAD_REQUEST);

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final BlobFolder folder;
    private final Keeper keeper;
    private final Copies copies;
    private final StoreRoom room;
    private final PersonalRoom personal;
    private final Claims claims = new Claims();

    Uploads(BlobFolder folder, Keeper keeper, Copies copies, StoreRoom room, PersonalRoom personal) {
        this.folder = folder;
        this.keeper = keeper;
        this.copies = copies;
        this.room = room;
        this.personal = personal;
    }

    /** How much of a file this person has brought. */
    long offset(BlobId id, UserId user) throws BlobException {
        try {
            return folder.length(folder.part(id, user.bytes()));
        } catch (IOException e) {
            throw room.failed();
        }
    }

    /**
     * Takes what a PUT brings. Pieces are only written: what a disk loses of them is asked for again. With the last one
     * all is on the disk, and at a second server, before this answers.
     */
    BlobAnswer put(BlobId id, UserId user, Turns.Turn turn, BlobRequest request) throws BlobException {
        UploadRange range = UploadRange.of(request);
        try {
            Optional<BlobStore.Kept> kept = keeper.find(id);
            if (kept.isPresent()) {
                discard(turn, request.body(), range.length());
                keeper.renew(kept.get());
                return whole(OK, id, kept.get().bytes());
            }
            Path part = folder.part(id, user.bytes());
            try (Claims.Claim claim = claims.take(part)) {
                return put(id, user, part, range, new Incoming(request.body(), turn, claim));
            }
        } catch (BlobException e) {
            if (!ON_THE_WAY.contains(e.code())) {
                discard(turn, request.body(), range.length());
            }
            throw e;
        } catch (IOException e) {
            throw room.failed();
        }
    }

    /** What comes over a connection, in its turn, by who may write it. */
    private record Incoming(InputStream body, Turns.Turn turn, Claims.Claim claim) {}

    private BlobAnswer put(BlobId id, UserId user, Path part, UploadRange range, Incoming incoming)
            throws IOException, BlobException {
        if (range.whole()) {
            folder.delete(part);
        }
        long offset = folder.length(part);
        if (range.from() != offset) {
            throw new BlobException(BlobCode.WRONG_OFFSET, "go on at " + offset).with(BlobAnswer.UPLOAD_OFFSET, offset);
        }
        room.check(range.total(), range.length());
        personal.check(user, range, offset == 0);
        if (range.length() > 0) {
            receive(user, part, range.length(), incoming);
        }
        if (range.end() < range.total()) {
            return BlobAnswer.empty(
                    NO_CONTENT,
                    Map.of(BlobAnswer.UPLOAD_OFFSET, Long.toString(range.end()), BlobAnswer.UPLOAD_COMPLETE, "?0"));
        }
        incoming.claim().check();
        boolean genuine;
        try {
            genuine = keeper.keep(id, part, Optional.of(user));
        } catch (IOException e) {
            throw full(part, e);
        }
        if (!genuine) {
            throw new BlobException(BlobCode.HASH_MISMATCH, "what was brought has another hash: it is thrown away");
        }
        return whole(CREATED, id, range.total());
    }

    private BlobAnswer whole(int status, BlobId id, long bytes) throws BlobException {
        int servers = copies.secure(id, bytes);
        return BlobAnswer.json(
                status,
                Json.createObjectBuilder()
                        .add("blob", id.toString())
                        .add("bytes", bytes)
                        .add("servers", servers)
                        .build(),
                Map.of(BlobAnswer.UPLOAD_COMPLETE, "?1"));
    }

    private void receive(UserId user, Path part, long length, Incoming incoming) throws BlobException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = length;
        try (FileChannel out = folder.append(part)) {
            while (left > 0) {
                int n = read(incoming, buffer, left);
                incoming.claim().write(out, ByteBuffer.wrap(buffer, 0, n));
                personal.brought(user, n);
                left -= n;
                if (!incoming.turn().moved(n)) {
                    throw tooSlow();
                }
            }
        } catch (IOException e) {
            throw full(part, e);
        }
    }

    private static BlobException tooSlow() {
        return new BlobException(BlobCode.TOO_SLOW, "it comes too slowly: go on with what is missing");
    }

    private static int read(Incoming incoming, byte[] buffer, long left) throws BlobException {
        int n;
        try (Turns.Waiting waiting = incoming.turn().waiting()) {
            n = incoming.body().read(buffer, 0, (int) Math.min(buffer.length, left));
        } catch (IOException e) {
            n = -1;
        }
        if (n < 0 && incoming.turn().isCut()) {
            throw tooSlow();
        }
        if (n < 0) {
            throw new BlobException(BlobCode.BAD_REQUEST, "the body has ended before its length: go on from there");
        }
        return n;
    }

    /** What was begun gives its room back: events need it more. */
    private BlobException full(Path part, IOException cause) {
        BlobException failure = room.failed();
        failure.addSuppressed(cause);
        if (failure.code() == BlobCode.STORE_FULL) {
            try {
                folder.delete(part);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    private static void discard(Turns.Turn turn, InputStream body, long length) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = Math.min(MAX_DISCARDED, length);
        try {
            for (int n = 0; n >= 0 && left > 0 && turn.moved(n); left -= Math.max(0, n)) {
                try (Turns.Waiting waiting = turn.waiting()) {
                    n = body.read(buffer, 0, (int) Math.min(buffer.length, left));
                }
            }
        } catch (IOException e) {
            // The client is gone; what it is told goes nowhere.
        }
    }
}
