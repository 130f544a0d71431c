package chat.parley.console.settings;

/** What the process tells the shell. Stable: scripts rely on the numbers. */
public enum ExitCode {
    /** All went well; in a pipe, everything said and done is stored by a server. */
    OK(0),
    /** Something unexpected: a fault in the program. */
    FAULT(1),
    /** A wrong option or value. */
    USAGE(2),
    /** In a pipe: no server was reached in time. */
    NO_SERVER(3),
    /** In a pipe: a room was not joined or left in time, or does not let this user in. */
    NO_ROOM(4),
    /** In a pipe: something said or done is not stored by any server yet. */
    NOT_STORED(5),
    /** In a pipe: a line could not be carried out, or was refused later. */
    REFUSED(6),
    /** The folder, the store or a key cannot be used, or no longer. */
    CANNOT_START(7);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
