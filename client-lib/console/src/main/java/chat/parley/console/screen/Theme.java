package chat.parley.console.screen;

/** Which colours suit the terminal. */
public enum Theme {
    /** Light letters on a dark ground. */
    DARK,
    /** Dark letters on a light ground: nothing yellow, nothing faint. */
    LIGHT,
    /** No colours, nothing bold or faint. */
    NONE
}
