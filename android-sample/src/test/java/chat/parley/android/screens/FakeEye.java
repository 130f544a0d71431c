package chat.parley.android.screens;

import android.view.TextureView;
import chat.parley.android.code.Eye;
import chat.parley.android.code.Frame;
import java.util.function.Consumer;

/** A camera that sees what a test shows it. */
final class FakeEye implements Eye {
    private Consumer<Frame> frames;
    private Runnable failed;

    @Override
    public void open(TextureView preview, Consumer<Frame> to, Runnable onFailure) {
        frames = to;
        failed = onFailure;
    }

    @Override
    public void close() {
        frames = null;
    }

    boolean isOpen() {
        return frames != null;
    }

    void shows(Frame frame) {
        frames.accept(frame);
    }

    void fails() {
        frames = null;
        failed.run();
    }
}
