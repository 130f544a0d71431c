package chat.parley.android.code;

import android.view.TextureView;
import java.util.function.Consumer;

/** The phone's camera, as far as it is needed to look for codes: opened once. Of the screens' thread. */
public interface Eye {
    /**
     * Begins to look; shows what is seen.
     *
     * @param frames gets some of the pictures, on a thread of the eye's, which waits for it
     * @param failed is run once on the screens' thread if there is no camera to be had
     */
    void open(TextureView preview, Consumer<Frame> frames, Runnable failed);

    /** Lets go of the camera. Nothing is seen after it returns. */
    void close();
}
