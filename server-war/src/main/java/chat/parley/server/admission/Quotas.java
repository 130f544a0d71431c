package chat.parley.server.admission;

/**
 * What an operator allows.
 *
 * @param author what one author may post at this server
 * @param perLog most events of one person in one log, over links of one device; 0 for any number
 * @param compares questions about ranges that a linked server may ask in a second
 * @param notices notices of typing that one client may send in a second
 * @param invitations in how many rooms at a time one person may have invited another who has not come in
 */
public record Quotas(Rate author, long perLog, long compares, long notices, int invitations) {
    /** Questions about ranges in a second, unless set. */
    public static final long COMPARES = 50;

    /** Notices in a second, unless set: people's own clients send one in three seconds for each room. */
    public static final long NOTICES = 5;

    /** Open invitations of one person to another, unless set. */
    public static final int INVITATIONS = 64;

    /** As an operator who sets nothing has it. */
    public static final Quotas STANDARD = new Quotas(Rate.AUTHOR, 0, COMPARES, NOTICES, INVITATIONS);
}
