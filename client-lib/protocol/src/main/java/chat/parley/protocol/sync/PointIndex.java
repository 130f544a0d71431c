package chat.parley.protocol.sync;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Id;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.EventStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The places of a log's events at one moment, ascending, with sums of ids, so that the fingerprint of any range costs
 * next to nothing. 42 bytes for each event.
 */
final class PointIndex {
    /** Bytes of a fingerprint. */
    static final int PRINT_BYTES = 16;

    /** Longest log that is compared by ranges: of a longer one the index would take more than 84 MB. */
    static final int MAX_EVENTS = 2_000_000;

    /** Events between two sums that are kept. */
    private static final int BLOCK = 16;

    private static final int WORDS = Id.BYTES / Integer.BYTES;
    private static final int WORD_BITS = 32;
    private static final long WORD = 0xffff_ffffL;

    private long[] lamports = new long[BLOCK];
    private byte[] ids = new byte[BLOCK * Id.BYTES];
    private int[] sums = new int[2 * WORDS];
    private int size;

    /** The places of the events that are in a store now; nothing if there are more than {@link #MAX_EVENTS}. */
    static Optional<PointIndex> of(EventStore store, LogId log) {
        PointIndex index = new PointIndex();
        store.points(log, MAX_EVENTS + 1, index::add);
        return index.size > MAX_EVENTS ? Optional.<PointIndex>empty() : Optional.of(index);
    }

    /** Adds a place behind all others. */
    void add(long lamport, byte[] id) {
        if (size == lamports.length) {
            lamports = Arrays.copyOf(lamports, 2 * size);
            ids = Arrays.copyOf(ids, 2 * size * Id.BYTES);
            sums = Arrays.copyOf(sums, (2 * size / BLOCK + 1) * WORDS);
        }
        lamports[size] = lamport;
        System.arraycopy(id, 0, ids, size * Id.BYTES, Id.BYTES);
        size++;
        if (size % BLOCK == 0) {
            System.arraycopy(sumBefore(size - BLOCK, BLOCK), 0, sums, size / BLOCK * WORDS, WORDS);
        }
    }

    int size() {
        return size;
    }

    EventId id(int index) {
        return new EventId(Arrays.copyOfRange(ids, index * Id.BYTES, (index + 1) * Id.BYTES));
    }

    /** The first event at a place or behind it. */
    int from(Place place) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, place) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The shortest text for the place of an event that is behind all before it. */
    String place(int index) {
        String text = Long.toString(lamports[index]);
        boolean first = index == 0 || lamports[index - 1] < lamports[index];
        return first ? text : text + Place.DOT + id(index);
    }

    /** Fingerprint of the events from one index to before another. */
    String print(Crypto crypto, int from, int to) {
        int[] all = sumBefore(to / BLOCK * BLOCK, to % BLOCK);
        int[] before = sumBefore(from / BLOCK * BLOCK, from % BLOCK);
        ByteBuffer bytes = ByteBuffer.allocate(Id.BYTES);
        long borrow = 0;
        for (int word = WORDS - 1; word >= 0; word--) {
            long difference = (all[word] & WORD) - (before[word] & WORD) - borrow;
            borrow = difference < 0 ? 1 : 0;
            bytes.putInt(word * Integer.BYTES, (int) difference);
        }
        byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(to - from).array();
        byte[] hash = crypto.hash(Label.RANGE, count, bytes.array()).bytes();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, PRINT_BYTES));
    }

    /** The sum of all ids before a block and of so many in it. */
    private int[] sumBefore(int block, int more) {
        int at = block / BLOCK * WORDS;
        return sum(block, more, Arrays.copyOfRange(sums, at, at + WORDS));
    }

    private int[] sum(int from, int count, int[] sum) {
        ByteBuffer words = ByteBuffer.wrap(ids);
        for (int i = from; i < from + count; i++) {
            long carry = 0;
            for (int word = WORDS - 1; word >= 0; word--) {
                carry += (sum[word] & WORD) + (words.getInt(i * Id.BYTES + word * Integer.BYTES) & WORD);
                sum[word] = (int) carry;
                carry >>>= WORD_BITS;
            }
        }
        return sum;
    }

    private int compare(int index, Place place) {
        if (lamports[index] != place.lamport()) {
            return Long.compare(lamports[index], place.lamport());
        }
        return place.id().isPresent() ? id(index).compareTo(place.id().get()) : 1;
    }
}
