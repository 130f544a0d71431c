package chat.parley.client.store;

/** The kinds of rows that a client keeps. */
public enum Table {
    /** Single values: keys of the account, counters. */
    SETTING,
    /** Rooms that are joined or being joined. Key: room name. */
    ROOM,
    /** Base urls of servers. Key: url. */
    SERVER,
    /** Accepted events. Key: event id. */
    EVENT,
    /** What is held of a log in its order. Key: log, position. */
    PLACE,
    /** The same, control and key events only. */
    RULE,
    /** What is held of a log by its authors. Key: log, device, number. */
    SEQUENCE,
    /** How far each device is in a log. Key: log, device. */
    DEVICE,
    /** Events that nothing follows. Key: log, event id. */
    HEAD,
    /** Events below a floor that something above it follows. Key: log, event id. */
    EDGE,
    /** From where on all of a log is held. Key: log. */
    FLOOR,
    /** Own events that no server has stored yet. Key: event id. */
    OUTBOX,
    /** What was said and is not encrypted yet. Key: number. */
    PENDING,
    /** What epochs can be extended with. Key: log, epoch. */
    EPOCH,
    /** Chains. Key: log, epoch, device. */
    CHAIN,
    /** Messages that were read, as they are now. Key: log, position. */
    MESSAGE,
    /** Where messages, and what acts on them, stand. Key: log, event id. */
    MESSAGE_PLACE,
    /** What acts on a message. Key: log and message, position. */
    AMENDMENT,
    /** What acts on messages that are not here. Key: log and user, position. */
    WAITING,
    /** How far messages have come. Key: log and user, state. */
    RECEIVED,
    /** What the others are to be told of that. Key: log, state. */
    RECEIPT_DUE,
    /** People met. Key: user. */
    CONTACT,
    /** Those of them whom the person does not want to hear. Key: user. */
    MUTED,
    /** Whose account names are, of those that were looked up. Key: name, domain. */
    NAME,
    /** What is remembered of accounts that were used here. Key: name, domain. */
    ACCOUNT,
    /** What devices are called here. Key: device. */
    DEVICE_NAME,
    /** What the epochs of owned rooms follow, and their secrets where newcomers may read all. Key: log, epoch. */
    PAST,
    /** Names and topics of owned rooms. Key: log, the event that brought them. */
    CARD,
    /** The last invitation to a room that the person was told of, and whether they declined. Key: log. */
    INVITATION,
    /** Links by which rooms are being entered. Key: log. */
    LINK,
    /** Files in rooms, and what has become of them here. Key: log, position. */
    FILE,
    /** Sealed files that are not at the servers yet, and what is to be said of them. Key: number. */
    UPLOAD,
    /** What became of own messages that are not in the outbox any more, where it is known. Key: event id. */
    DELIVERY
}
