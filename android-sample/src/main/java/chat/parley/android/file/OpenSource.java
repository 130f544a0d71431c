package chat.parley.android.file;

import chat.parley.client.SharedFiles;
import java.io.IOException;
import java.io.InputStream;

/** A file that is open already: what was shared may be read only while the screen is there that it was shared to. */
final class OpenSource implements SharedFiles.Source {
    private final InputStream in;

    OpenSource(InputStream in) {
        this.in = in;
    }

    @Override
    public InputStream open() {
        return in;
    }

    /** It will not be read any more. */
    void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
