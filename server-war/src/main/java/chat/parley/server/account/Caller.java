package chat.parley.server.account;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.UserId;

/**
 * Who has said hello on a connection.
 *
 * @param user who it says to be
 * @param device the device that it has proved to be, whosever it is
 */
public record Caller(UserId user, DeviceId device) {}
