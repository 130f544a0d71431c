package chat.parley.android.app;

import chat.parley.client.ClientListener;

/** Opens the client and the notes, on the thread of the {@link Session}. */
@FunctionalInterface
public interface Opening {
    /**
     * @throws chat.parley.client.ClientException if they cannot be opened
     */
    Opened open(ClientListener listener);
}
