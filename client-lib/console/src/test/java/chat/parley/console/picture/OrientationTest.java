package chat.parley.console.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import chat.parley.protocol.blob.Preview;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos of a camera that was held in any way. */
class OrientationTest {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 160;
    private static final int RED = 0xe02020;
    private static final int GREEN = 0x20c020;
    private static final int BLUE = 0x2020e0;
    private static final int GREY = 0x808080;

    @TempDir
    private Path folder;

    /** What the person saw: a colour in each corner. */
    private static int seen(int x, int y) {
        boolean left = x < WIDTH / 2;
        return y < HEIGHT / 2 ? left ? RED : GREEN : left ? BLUE : GREY;
    }

    /** How the camera stored it, by Exif's own words: where row 0 and column 0 are seen. */
    private static BufferedImage stored(int orientation) {
        boolean onItsSide = orientation >= 5;
        int rows = onItsSide ? WIDTH : HEIGHT;
        int columns = onItsSide ? HEIGHT : WIDTH;
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int fromRight = WIDTH - 1 - (onItsSide ? row : column);
                int fromLeft = onItsSide ? row : column;
                int fromTop = onItsSide ? column : row;
                int fromBottom = HEIGHT - 1 - fromTop;
                int colour = switch (orientation) {
                    case 1, 5 -> seen(fromLeft, fromTop);
                    case 2, 6 -> seen(fromRight, fromTop);
                    case 3, 7 -> seen(fromRight, fromBottom);
                    default -> seen(fromLeft, fromBottom);
                };
                image.setRGB(column, row, colour);
            }
        }
        return image;
    }

    /** A photo with Exif: the orientation, and who took it where. */
    private Path photo(BufferedImage image, int orientation) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        byte[] plain = jpeg.toByteArray();
        ByteArrayOutputStream exif = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(exif);
        out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
        out.writeInt(8);
        out.writeShort(2);
        out.writeShort(0x010e);
        out.writeShort(2);
        out.writeInt(8);
        out.writeInt(8 + 2 + 2 * 12 + 4);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0);
        out.write("at home\0".getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream photo = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(photo);
        file.write(plain, 0, 2);
        file.writeShort(0xffe1);
        file.writeShort(exif.size() + 2);
        file.write(exif.toByteArray());
        file.write(plain, 2, plain.length - 2);
        return Files.write(folder.resolve("photo.jpg"), photo.toByteArray());
    }

    private static void assertColour(BufferedImage image, int x, int y, int colour) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(image.getRGB(x, y) >> shift & 0xff).isCloseTo(colour >> shift & 0xff, within(40));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName(
            "A preview stands as the person saw it, whichever of Exif's eight ways the camera was held; nothing of Exif is in it")
    void preview_isUpright(int orientation) throws IOException {
        byte[] preview = Previews.of(photo(stored(orientation), orientation)).orElseThrow();
        assertThat(Preview.fits(preview)).isTrue();
        assertThat(new String(preview, StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif")
                .doesNotContain("at home");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(preview));
        assertThat(image.getWidth()).isEqualTo(WIDTH);
        assertThat(image.getHeight()).isEqualTo(HEIGHT);
        assertColour(image, WIDTH / 4, HEIGHT / 4, RED);
        assertColour(image, 3 * WIDTH / 4, HEIGHT / 4, GREEN);
        assertColour(image, WIDTH / 4, 3 * HEIGHT / 4, BLUE);
        assertColour(image, 3 * WIDTH / 4, 3 * HEIGHT / 4, GREY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65_535})
    void orientation_thatIsNone_leavesThePicture(int noted) throws IOException {
        assertThat(Orientation.of(photo(stored(1), noted))).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    @DisplayName("A52: notes that lie about themselves cost nothing but the turn")
    void notes_thatLie_areNoMatter() throws IOException {
        byte[] photo = Files.readAllBytes(photo(stored(6), 6));
        for (int at = 6; at < 60; at++) {
            byte[] spoilt = photo.clone();
            spoilt[at] = (byte) 0xff;
            Path file = Files.write(folder.resolve("spoilt.jpg"), spoilt);
            assertThatCode(() -> Previews.of(file)).doesNotThrowAnyException();
        }
        Path endless = folder.resolve("endless.jpg");
        ByteArrayOutputStream segments = new ByteArrayOutputStream();
        segments.write(photo, 0, 2);
        byte[] segment = new byte[65_537];
        segment[0] = (byte) 0xff;
        segment[1] = (byte) 0xe1;
        segment[2] = (byte) 0xff;
        segment[3] = (byte) 0xff;
        for (int i = 0; i < 100; i++) {
            segments.write(segment);
        }
        Files.write(endless, segments.toByteArray());
        assertThat(Previews.of(endless)).isEmpty();
    }
}
