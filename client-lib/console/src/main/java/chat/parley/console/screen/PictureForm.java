package chat.parley.console.screen;

/** How small pictures are drawn in a terminal. */
public enum PictureForm {
    /** As well as the terminal says it can; not at all without colours. */
    AUTO,
    /** Pixels, by the graphics protocol of the terminal kitty, which others have too. */
    KITTY,
    /** Pixels, by Sixel. */
    SIXEL,
    /** Two coloured halves to each character. */
    BLOCKS,
    /** Not at all. */
    NONE
}
