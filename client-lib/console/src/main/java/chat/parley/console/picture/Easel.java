package chat.parley.console.picture;

import chat.parley.client.SharedFiles;
import chat.parley.console.screen.Painter;
import chat.parley.console.screen.PictureForm;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jline.terminal.Terminal;

/**
 * Draws previews as well as the terminal can. What that is, the terminal is asked, and its answers come like keys, at any
 * time or never: nobody waits for them, and until then it is half blocks. Thread-safe.
 */
public final class Easel implements Painter {
    /** A picture covers at most so many characters. */
    static final int COLUMNS = 48;

    static final int ROWS = 14;

    /** Asked with this the terminal kitty answers {@link #HAS_KITTY}, and so do those that have its protocol; the others are silent. */
    private static final String ASK_KITTY = "\u001b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\";

    private static final String ASK_CELL = "\u001b[16t";
    private static final String ASK_ATTRIBUTES = "\u001b[c";
    private static final String HAS_KITTY = "Gi=31;OK";
    private static final String HAS_SIXEL = "4";

    private final Terminal terminal;
    private final PictureForm wanted;
    private final boolean asks;
    private volatile PictureForm form;
    private volatile Cell cell = Cell.USUAL;

    /**
     * @param coloured whether the person wants colours
     * @param environment variables that tell what the terminal is
     */
    public Easel(Terminal terminal, PictureForm wanted, boolean coloured, Map<String, String> environment) {
        this.terminal = terminal;
        this.wanted = wanted;
        this.asks = wanted != PictureForm.NONE
                && wanted != PictureForm.BLOCKS
                && (coloured || wanted != PictureForm.AUTO)
                && Surface.answers(terminal.getType(), environment);
        this.form = wanted != PictureForm.AUTO ? wanted : coloured ? PictureForm.BLOCKS : PictureForm.NONE;
    }

    /** What is to be written to the terminal once its keys are read, so that it says what it can. */
    public Optional<String> question() {
        return asks ? Optional.of(ASK_KITTY + ASK_CELL + ASK_ATTRIBUTES) : Optional.empty();
    }

    /** The terminal has answered with an application program command: what is between its introducer and its end. */
    public void command(String answer) {
        if (asks && answer.equals(HAS_KITTY) && wanted == PictureForm.AUTO) {
            form = PictureForm.KITTY;
        }
    }

    /** The terminal has said what it is: the attributes, as {@code 62;4;22}. */
    public void attributes(String answer) {
        boolean sixel = List.of(answer.split(";")).indexOf(HAS_SIXEL) > 0;
        if (asks && sixel && wanted == PictureForm.AUTO && form != PictureForm.KITTY) {
            form = PictureForm.SIXEL;
        }
    }

    /** The terminal has said how large a character is: {@code height;width} in pixels. */
    public void cell(String answer) {
        Cell.of(answer).ifPresent(told -> cell = told);
    }

    @Override
    public String paint(byte[] preview) {
        PictureForm now = form;
        if (now == PictureForm.NONE) {
            return "";
        }
        Cell size = cell;
        boolean blocks = now == PictureForm.BLOCKS;
        int width = blocks ? COLUMNS : COLUMNS * size.width();
        int height = blocks ? 2 * ROWS : ROWS * size.height();
        try {
            return read(preview, width, height)
                    .map(image -> painted(now, image))
                    .orElse("");
        } catch (IOException | RuntimeException | LinkageError e) {
            // It is an ornament: the file is offered all the same.
            return "";
        }
    }

    private String painted(PictureForm now, BufferedImage image) {
        return switch (now) {
            case KITTY -> KittyPicture.of(image);
            case SIXEL -> Sixel.of(image);
            default -> HalfBlocks.of(image, terminal);
        };
    }

    private static Optional<BufferedImage> read(byte[] preview, int width, int height) throws IOException {
        long most = (long) SharedFiles.MAX_PREVIEW_PIXELS * SharedFiles.MAX_PREVIEW_PIXELS;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(preview))) {
            return Pictures.read(in, most, width, height);
        }
    }
}
