package chat.parley.server.account;

/**
 * How often things about accounts may be tried.
 *
 * @param perName wrong passwords for one name, at all servers of the domain together
 * @param perAddress wrong passwords from one network address
 * @param perDevice wrong passwords of a device for its own user's account, at all servers of the domain together
 * @param registrations changes of accounts from one network address
 * @param questions names asked for from one network address
 */
public record AccountLimits(
        Attempts.Limit perName,
        Attempts.Limit perAddress,
        Attempts.Limit perDevice,
        Attempts.Limit registrations,
        Attempts.Limit questions) {
    /** Wrong passwords for one name in 15 minutes, unless set. */
    public static final int PER_NAME = 10;

    /** Wrong passwords from one address in 15 minutes, unless set. */
    public static final int PER_ADDRESS = 50;

    /** Changes of accounts from one address in an hour, unless set. */
    public static final int CHANGES = 60;

    /** Names asked for from one address in 15 minutes. */
    private static final int QUESTIONS = 1000;

    private static final long QUARTER_HOUR = 15 * 60_000L;

    /**
     * The limits that an operator can set.
     *
     * @param perName wrong passwords for one name in 15 minutes, and of one device for its own account
     * @param perAddress wrong passwords from one address in 15 minutes
     * @param registrations changes of accounts from one address in an hour
     */
    public static AccountLimits of(int perName, int perAddress, int registrations) {
        return new AccountLimits(
                new Attempts.Limit(perName, QUARTER_HOUR),
                new Attempts.Limit(perAddress, QUARTER_HOUR),
                new Attempts.Limit(perName, QUARTER_HOUR),
                new Attempts.Limit(registrations, 4 * QUARTER_HOUR),
                new Attempts.Limit(QUESTIONS, QUARTER_HOUR));
    }
}
