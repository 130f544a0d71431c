package chat.parley.console.screen;

/** Where lines for the person go. May be called from any thread. */
public interface Screen {
    /** Shows a line below the ones before. */
    void show(Line line);

    /** The state changed (room, connection, messages on the way): what shows it should be shown anew. */
    void refresh();
}
