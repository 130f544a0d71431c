package chat.parley.client;

/** How far an own message has come to servers: see {@link ParleyClient#deliveries}. */
public enum Delivery {
    /** No server has it. */
    SENDING,
    /**
     * A server has it. Whether a second one does is not known: of messages that this user sent from another device it is
     * never known, and with one server in the domain it does not become so.
     */
    STORED,
    /** Two servers have it on their disks. */
    SAFE,
    /** A server has refused it, and it is not sent again: the others do not have it. */
    REFUSED
}
