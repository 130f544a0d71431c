package chat.parley.console.picture;

import chat.parley.client.SharedFiles;
import chat.parley.console.screen.Line;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Draws a preview in a terminal: each character is two pixels, one above the other. */
public final class HalfBlocks {
    static final int COLUMNS = 48;
    static final int ROWS = 14;

    private HalfBlocks() {}

    /** The picture's lines; none of what cannot be decoded. */
    public static List<Line> of(byte[] preview) {
        long most = (long) SharedFiles.MAX_PREVIEW_PIXELS * SharedFiles.MAX_PREVIEW_PIXELS;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(preview))) {
            Optional<BufferedImage> image = Pictures.read(in, most, COLUMNS, 2 * ROWS);
            return image.map(HalfBlocks::lines).orElse(List.of());
        } catch (IOException | RuntimeException | LinkageError e) {
            // It is an ornament: the file is offered all the same.
            return List.of();
        }
    }

    private static List<Line> lines(BufferedImage image) {
        List<Line> lines = new ArrayList<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            List<Integer> upper = new ArrayList<>();
            List<Integer> lower = new ArrayList<>();
            for (int x = 0; x < image.getWidth(); x++) {
                upper.add(image.getRGB(x, y) & 0xffffff);
                lower.add(image.getRGB(x, Math.min(y + 1, image.getHeight() - 1)) & 0xffffff);
            }
            lines.add(new Line.Pixels(upper, lower));
        }
        return lines;
    }
}
