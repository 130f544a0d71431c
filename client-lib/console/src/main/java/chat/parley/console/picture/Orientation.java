package chat.parley.console.picture;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.StreamReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * How a photo is to be turned to stand upright: cameras do not turn the pixels, they note it in the file (Exif 2.32, tag
 * 0x0112).
 *
 * @param number 1 to 8, as noted
 */
record Orientation(int number) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** From this one on, width and height change places. */
    private static final int FIRST_ON_ITS_SIDE = 5;

    private static final int LAST = 8;

    /** The note stands at the beginning: what is behind so many bytes is not looked at. */
    private static final long LOOKED_AT = 4L * 1024 * 1024;

    /** What is noted in the file; {@link #UPRIGHT} if nothing is, or nothing that makes sense. */
    static Orientation of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            JpegSegmentData segments = JpegSegmentReader.readSegments(
                    new StreamReader(new Beginning(in, LOOKED_AT)), Set.of(JpegSegmentType.APP1));
            Metadata notes = new Metadata();
            new ExifReader().readJpegSegments(segments.getSegments(JpegSegmentType.APP1), notes, JpegSegmentType.APP1);
            ExifIFD0Directory first = notes.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer noted = first == null ? null : first.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return noted == null || noted < 1 || noted > LAST ? UPRIGHT : new Orientation(noted);
        } catch (JpegProcessingException e) {
            return UPRIGHT;
        }
    }

    /** The picture, turned. */
    BufferedImage upright(BufferedImage image) {
        if (equals(UPRIGHT)) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        boolean onItsSide = number >= FIRST_ON_ITS_SIDE;
        BufferedImage turned =
                new BufferedImage(onItsSide ? height : width, onItsSide ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = turned.createGraphics();
        try {
            graphics.drawImage(image, turn(width, height), null);
        } finally {
            graphics.dispose();
        }
        return turned;
    }

    /** Where a pixel of a picture of this size goes: x' = a x + c y + e, y' = b x + d y + f. */
    private AffineTransform turn(int width, int height) {
        return switch (number) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
