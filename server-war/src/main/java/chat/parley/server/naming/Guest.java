package chat.parley.server.naming;

import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;

/** A client that is connected here, as far as it is told which rooms name its user. */
public interface Guest {
    /** Who it says to be. */
    UserId user();

    /** The device that it has proved to be. */
    DeviceId device();

    /** Whether it is subscribed to a log, and so need not be told of it. */
    boolean follows(LogId log);

    void send(Frame frame);
}
