package chat.parley.protocol.sync;

import chat.parley.protocol.frame.Frame;

/** The way to the other end of a connection. Never waits; what a broken connection does not take is lost. */
public interface Outlet {
    void send(Frame frame);
}
