package chat.parley.simulation;

/** One end of a line. Each call is a task of the end's process. */
interface End {
    Actor actor();

    /** The line stands: only the end that dialled is told. */
    void opened();

    /** A frame, or the text of one. */
    void received(Object item);

    /** The line is gone, or never came about. Told at most once. */
    void closed(String reason);
}
