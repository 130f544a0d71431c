package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.SealingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * This device's sealing keys: the present one, and those before it until nobody can have sealed anything to them that is
 * still to come. When a private half is gone, a stolen device does not open what was sealed to it.
 */
final class SealingKeys {
    /** A key is replaced when it is so old, in milliseconds. */
    static final long LIFE_MILLIS = 7 * 24 * 3600 * 1000L;

    /** So long after it was replaced a private half is kept at least, in milliseconds. */
    static final long KEPT_MILLIS = 30 * 24 * 3600 * 1000L;

    /** Age of a key that is to be replaced at once. */
    static final long AT_ONCE = 0;

    private static final String SETTING = "sealing-keys";

    /** Since when this key is the present one; each one before it was replaced when the next was made. */
    private record Kept(SealingPair pair, long made) {}

    private final ClientStore store;
    private final List<Kept> newestFirst;

    private SealingKeys(ClientStore store, List<Kept> newestFirst) {
        this.store = store;
        this.newestFirst = newestFirst;
    }

    /** A new device's, in place of all that the store has. */
    static SealingKeys begin(ClientStore store, SealingPair pair, long made) {
        SealingKeys keys = new SealingKeys(store, new ArrayList<>(Collections.singletonList(new Kept(pair, made))));
        keys.save();
        return keys;
    }

    static SealingKeys read(ClientStore store) {
        List<Kept> kept = new ArrayList<>();
        for (String each : store.get(Table.SETTING, SETTING).orElse("").split(" ")) {
            String[] parts = each.split(",");
            kept.add(new Kept(pair(Account.decode(parts[0])), Long.parseLong(parts[1])));
        }
        return new SealingKeys(store, kept);
    }

    static void wipe(ClientStore store) {
        store.remove(Table.SETTING, SETTING);
    }

    /** The pair to which a box was sealed, if it is one of these. */
    Optional<SealingPair> find(SealingKey key) {
        for (Kept each : newestFirst) {
            if (each.pair().key().equals(key)) {
                return Optional.of(each.pair());
            }
        }
        return Optional.empty();
    }

    /** Whether the present key has had its week; a clock that was wrong costs one key, not for ever. */
    boolean due(long now) {
        return Math.abs(now - newestFirst.get(0).made()) >= LIFE_MILLIS;
    }

    /** A new key takes the present one's place. */
    SealingKey replace(Crypto crypto, long now) {
        SealingPair next = crypto.newSealingPair();
        newestFirst.add(0, new Kept(next, now));
        save();
        return next.key();
    }

    /** Destroys what was replaced long ago. To be called when everything that the servers have is read. */
    void forget(long now) {
        boolean changed = false;
        for (int i = newestFirst.size() - 1; i > 0; i--) {
            if (now - newestFirst.get(i - 1).made() >= KEPT_MILLIS) {
                newestFirst.remove(i).pair().secret().wipe();
                changed = true;
            }
        }
        if (changed) {
            save();
        }
    }

    private void save() {
        StringBuilder text = new StringBuilder();
        for (Kept each : newestFirst) {
            text.append(text.length() == 0 ? "" : " ")
                    .append(Account.encode(join(each.pair())))
                    .append(',')
                    .append(each.made());
        }
        store.put(Table.SETTING, SETTING, text.toString());
    }

    private static byte[] join(SealingPair pair) {
        byte[] both = Arrays.copyOf(pair.key().bytes(), 64);
        System.arraycopy(pair.secret().expose(), 0, both, 32, 32);
        return both;
    }

    private static SealingPair pair(byte[] both) {
        return new SealingPair(new SealingKey(Arrays.copyOf(both, 32)), new Secret(Arrays.copyOfRange(both, 32, 64)));
    }
}
