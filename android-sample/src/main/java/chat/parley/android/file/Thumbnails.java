package chat.parley.android.file;

import android.graphics.Bitmap;
import android.util.LruCache;
import android.widget.ImageView;
import chat.parley.android.R;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Puts previews into views: decoded one at a time elsewhere, the newest wish first, and kept up to a bound. Of the screens'
 * thread.
 */
public final class Thumbnails {
    /** So much is kept, in bytes. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    /** So many wait to be decoded; who waits longest has scrolled away. */
    private static final int MAX_WAITING = 32;

    private final Executor screens;
    private final Executor elsewhere;
    private final LruCache<Object, Bitmap> kept = new LruCache<Object, Bitmap>(MAX_BYTES) {
        @Override
        protected int sizeOf(Object key, Bitmap bitmap) {
            return bitmap.getAllocationByteCount();
        }
    };
    private final Deque<Wish> waiting = new ArrayDeque<>();
    private boolean busy;

    private record Wish(ImageView view, Object key, Supplier<Optional<Bitmap>> decoding) {
        boolean stands() {
            return key.equals(view.getTag(R.id.picture));
        }
    }

    /**
     * @param elsewhere runs what takes a while
     */
    Thumbnails(Executor screens, Executor elsewhere) {
        this.screens = screens;
        this.elsewhere = elsewhere;
    }

    /**
     * Shows a preview, now or soon, unless the view has been given another one by then.
     *
     * @param key the same for the same picture
     */
    void show(ImageView view, Object key, byte[] preview) {
        show(view, key, () -> Previews.read(preview));
    }

    /** @param decoding run elsewhere, if the picture is not kept */
    void show(ImageView view, Object key, Supplier<Optional<Bitmap>> decoding) {
        if (key.equals(view.getTag(R.id.picture)) && view.getDrawable() != null) {
            return;
        }
        view.setTag(R.id.picture, key);
        Bitmap present = kept.get(key);
        if (present != null) {
            view.setImageBitmap(present);
            return;
        }
        view.setImageDrawable(null);
        waiting.addLast(new Wish(view, key, decoding));
        if (waiting.size() > MAX_WAITING) {
            waiting.removeFirst();
        }
        next();
    }

    /** The phone is short of memory. */
    void shrink() {
        kept.evictAll();
    }

    private void next() {
        while (!busy && !waiting.isEmpty()) {
            Wish wish = waiting.removeLast();
            if (wish.stands()) {
                busy = true;
                elsewhere.execute(() -> {
                    Optional<Bitmap> decoded = wish.decoding().get();
                    screens.execute(() -> done(wish, decoded));
                });
            }
        }
    }

    private void done(Wish wish, Optional<Bitmap> decoded) {
        busy = false;
        decoded.ifPresent(bitmap -> {
            kept.put(wish.key(), bitmap);
            if (wish.stands()) {
                wish.view().setImageBitmap(bitmap);
            }
        });
        next();
    }
}
