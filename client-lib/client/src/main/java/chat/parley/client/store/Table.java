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
    /** Own events that no server has stored yet. Key: event id. */
    OUTBOX,
    /** Texts that were said and are not encrypted yet. Key: number. */
    PENDING,
    /** What epochs can be extended with. Key: log, epoch. */
    EPOCH,
    /** Chains. Key: log, epoch, device. */
    CHAIN,
    /** Messages that were read. Key: event id. */
    MESSAGE
}
