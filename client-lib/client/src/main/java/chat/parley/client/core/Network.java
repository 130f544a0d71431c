package chat.parley.client.core;

import chat.parley.protocol.frame.Frame;

/** The client's way to servers: one connection at a time. Never waits; answers come to an {@link Ear}. */
public interface Network {
    /** Begins to connect to the server at a base url, in place of any other connection. */
    void dial(String url);

    /** Sends on the present connection; lost if there is none. */
    void send(Frame frame);

    /** Ends the present connection. */
    void hangUp();

    /** Hears of the present connection, and of no other. */
    interface Ear {
        /** The dialled connection is open. */
        void opened();

        /** A frame arrived. */
        void frame(Frame frame);

        /** The connection is gone, or could not be made; not told of one's own {@link #hangUp}. */
        void closed(String reason);
    }
}
