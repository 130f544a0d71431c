package chat.parley.client.net;

import chat.parley.protocol.frame.FrameCodec;

/**
 * What one connection has brought and the client has not handled yet. Who reads waits while that is too much, so that the
 * server's end fills up, and not this client's memory.
 */
final class Held {
    /** Most that is held besides a single frame, in characters. */
    static final long MAX_LENGTH = 2L * FrameCodec.MAX_LENGTH;

    /** What a frame costs besides its text, in characters: so very short ones are bounded, too. */
    static final long FRAME_LENGTH = 1024;

    private long length;
    private boolean over;

    /** Takes a frame in, as soon as there is room. False if nobody will handle it. */
    synchronized boolean take(int characters) throws InterruptedException {
        while (!over && length > 0 && length + cost(characters) > MAX_LENGTH) {
            wait();
        }
        length += cost(characters);
        return !over;
    }

    /** A frame was handled. */
    synchronized void handled(int characters) {
        length -= cost(characters);
        notifyAll();
    }

    /** The connection is over: nobody waits any more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    static long cost(int characters) {
        return characters + FRAME_LENGTH;
    }
}
