package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.log.BatchConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The same in the node's database: the events' store writes them down with their events, and what comes is taken out. */
final class JdbcWantedFiles implements WantedFiles {
    /** Files of one author that are looked at before the next one's turn. */
    private static final int SHARE = 4;

    /** Authors that are looked at in one go. */
    private static final int MAX_AUTHORS = 64;

    /** How often a file is asked for: with the pauses between, for a day and a half. */
    private static final int MAX_TRIES = 16;

    /** After the first time in vain, in milliseconds; each pause is twice the one before. */
    private static final long FIRST_PAUSE_MILLIS = 15_000;

    private static final long LONGEST_PAUSE_MILLIS = 6 * 60 * 60_000L;

    private static final String NEXT_AUTHOR = "SELECT author FROM blob_wanted WHERE author > ? ORDER BY author LIMIT 1";
    private static final String DUE =
            "SELECT blob, tries FROM blob_wanted WHERE author = ? AND due <= ? ORDER BY due LIMIT ?";
    private static final String LATER = "UPDATE blob_wanted SET due = ?, tries = ? WHERE author = ? AND blob = ?";
    private static final String NEVER = "DELETE FROM blob_wanted WHERE author = ? AND blob = ?";

    private static final byte[] BEFORE_ALL = {};

    private final BatchConnection batches;
    private byte[] last = BEFORE_ALL;

    JdbcWantedFiles(BatchConnection batches) {
        this.batches = batches;
    }

    @Override
    public List<Wanted> due(long now, int most) {
        List<Wanted> due = new ArrayList<>();
        byte[] first = null;
        for (int i = 0; i < MAX_AUTHORS && due.size() < most; i++) {
            Optional<byte[]> author = authorAfter(last).or(() -> authorAfter(BEFORE_ALL));
            if (author.isEmpty() || Arrays.equals(author.get(), first)) {
                break;
            }
            last = author.get();
            first = first == null ? last : first;
            due.addAll(dueOf(last, now, Math.min(SHARE, most - due.size())));
        }
        return due;
    }

    @Override
    public void asked(List<Wanted> wanted, long now) throws StoreException {
        for (Wanted each : wanted) {
            long tries = each.tries() + 1;
            if (tries >= MAX_TRIES) {
                batches.write(NEVER, each.author(), each.blob().bytes());
            } else {
                batches.write(
                        LATER,
                        now + pause(tries),
                        tries,
                        each.author(),
                        each.blob().bytes());
            }
        }
        batches.commit(() -> false);
    }

    private Optional<byte[]> authorAfter(byte[] author) {
        return batches.read(
                NEXT_AUTHOR, rows -> rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty(), (Object) author);
    }

    private List<Wanted> dueOf(byte[] author, long now, int most) {
        return batches.read(
                DUE,
                rows -> {
                    List<Wanted> due = new ArrayList<>();
                    while (rows.next()) {
                        due.add(new Wanted(author, new BlobId(rows.getBytes(1)), rows.getLong(2)));
                    }
                    return due;
                },
                author,
                now,
                (long) most);
    }

    private static long pause(long tries) {
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (tries - 1));
    }
}
