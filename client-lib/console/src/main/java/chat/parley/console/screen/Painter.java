package chat.parley.console.screen;

/** Draws a preview in the terminal. */
@FunctionalInterface
public interface Painter {
    /**
     * What is printed for it: made here, from its pixels alone, and nothing of the bytes that came is in it. Empty if it is
     * not to be drawn or cannot be decoded.
     */
    String paint(byte[] preview);
}
