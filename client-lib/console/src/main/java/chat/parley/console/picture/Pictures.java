package chat.parley.console.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes pictures that are not to be trusted: the size is read and checked before anything is decoded, and of a large one
 * only every so many pixels are kept.
 */
final class Pictures {
    private static final Set<String> KINDS = Set.of("png", "jpeg", "gif", "bmp");

    private Pictures() {}

    /**
     * The picture, scaled down to fit; empty if it is none, or a larger one than {@code maxPixels}.
     *
     * @param maxPixels most that it may have, width times height
     */
    static Optional<BufferedImage> read(ImageInputStream in, long maxPixels, int width, int height) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, true, true);
            if (!KINDS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
            long wide = reader.getWidth(0);
            long high = reader.getHeight(0);
            if (wide < 1 || high < 1 || wide * high > maxPixels) {
                return Optional.empty();
            }
            // Twice as many as needed, so that scaling has something to smooth.
            int every = (int) Math.max(1, Math.min(wide / (2L * width), high / (2L * height)));
            ImageReadParam sparse = reader.getDefaultReadParam();
            sparse.setSourceSubsampling(every, every, 0, 0);
            return Optional.of(scaled(reader.read(0, sparse), width, height));
        } finally {
            reader.dispose();
        }
    }

    /** Into this size, keeping its shape and never larger; what is transparent is white. */
    static BufferedImage scaled(BufferedImage image, int width, int height) {
        double by = Math.min(1, Math.min((double) width / image.getWidth(), (double) height / image.getHeight()));
        int wide = (int) Math.max(1, Math.round(image.getWidth() * by));
        int high = (int) Math.max(1, Math.round(image.getHeight() * by));
        BufferedImage small = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, wide, high, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return small;
    }
}
