package chat.parley.console.picture;

import chat.parley.client.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes the small picture that goes with a picture's file: drawn anew, upright, so that places and names in the file
 * stay there.
 */
public final class Previews {
    /** Largest picture that gets one, in pixels. */
    static final long MAX_PIXELS = 100_000_000;

    /** How large one is at first, each way. */
    private static final int PIXELS = 320;

    /** Smaller than this it shows nothing. */
    private static final int LEAST = 16;

    private Previews() {}

    /** A preview; empty of what is no picture, or of one that cannot be read. */
    public static Optional<byte[]> of(Path file) {
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Optional<BufferedImage> image = Pictures.read(in, MAX_PIXELS, PIXELS, PIXELS);
            return image.isPresent() ? written(orientation(file).upright(image.get())) : Optional.empty();
        } catch (IOException | RuntimeException | LinkageError e) {
            // The file goes without one: decoders fail in many ways on what is no picture.
            return Optional.empty();
        }
    }

    /** A photo whose notes cannot be read is shown as its pixels are. */
    private static Orientation orientation(Path file) {
        try {
            return Orientation.of(file);
        } catch (IOException | RuntimeException e) {
            return Orientation.UPRIGHT;
        }
    }

    private static Optional<byte[]> written(BufferedImage image) throws IOException {
        for (int pixels = PIXELS; pixels >= LEAST; pixels = pixels * 3 / 4) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(Pictures.scaled(image, pixels, pixels), "jpeg", out);
            if (out.size() <= SharedFiles.MAX_PREVIEW_BYTES) {
                return Optional.of(out.toByteArray());
            }
        }
        return Optional.empty();
    }
}
