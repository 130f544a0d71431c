package chat.parley.console.picture;

import java.awt.image.BufferedImage;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A picture of coloured characters: each is two pixels, one above the other. */
final class HalfBlocks {
    private static final char UPPER_HALF = '\u2580';
    private static final int RGB = 0xffffff;

    private HalfBlocks() {}

    static String of(BufferedImage image, Terminal terminal) {
        AttributedStringBuilder lines = new AttributedStringBuilder();
        for (int y = 0; y < image.getHeight(); y += 2) {
            int below = Math.min(y + 1, image.getHeight() - 1);
            for (int x = 0; x < image.getWidth(); x++) {
                lines.style(AttributedStyle.DEFAULT
                                .foregroundRgb(image.getRGB(x, y) & RGB)
                                .backgroundRgb(image.getRGB(x, below) & RGB))
                        .append(UPPER_HALF);
            }
            lines.style(AttributedStyle.DEFAULT).append('\n');
        }
        return lines.toAnsi(terminal);
    }
}
