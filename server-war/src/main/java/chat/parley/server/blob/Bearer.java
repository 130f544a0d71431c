package chat.parley.server.blob;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.UserId;

/** Who may send and fetch files. */
sealed interface Bearer {
    /** A person's device, which has a session here or had one a moment ago. */
    record Person(UserId user, DeviceId device) implements Bearer {}

    /** A server that is linked with this one. */
    record Server() implements Bearer {}
}
