package chat.parley.console.picture;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.SharedFiles;
import chat.parley.protocol.blob.Preview;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Previews, as they are made. */
class PicturesTest {
    @TempDir
    private Path folder;

    private static BufferedImage noise(int width, int height) {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private Path written(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        ImageIO.write(image, format, file.toFile());
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    @DisplayName("PROTOCOL.md, Files: what is made of any picture is a preview that others let through")
    void preview_ofAPicture_fits(String format) throws IOException {
        byte[] preview = Previews.of(written(noise(1500, 900), format)).orElseThrow();
        assertThat(Preview.fits(preview)).isTrue();
        assertThat(preview.length).isLessThanOrEqualTo(SharedFiles.MAX_PREVIEW_BYTES);
    }

    @Test
    @DisplayName("What is written in a photo besides the picture does not go with its preview")
    void preview_ofAPhoto_hasNoNotes() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(noise(100, 100), "jpeg", jpeg);
        byte[] plain = jpeg.toByteArray();
        byte[] note = "Exif\0\0MM at home".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream photo = new ByteArrayOutputStream();
        photo.write(plain, 0, 2);
        photo.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (note.length + 2)});
        photo.write(note);
        photo.write(plain, 2, plain.length - 2);
        Path file = Files.write(folder.resolve("photo.jpg"), photo.toByteArray());
        assertThat(new String(Previews.of(file).orElseThrow(), StandardCharsets.ISO_8859_1))
                .doesNotContain("at home");
    }

    @Test
    @DisplayName("A picture that says it has more pixels than memory holds is not decoded")
    void preview_ofABomb_isNone() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeBytes("IHDR");
        fields.writeInt(60_000);
        fields.writeInt(60_000);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) crc.getValue());
        Path bomb = Files.write(folder.resolve("bomb.png"), png.toByteArray());
        assertThat(ImageIO.createImageInputStream(bomb.toFile())).isNotNull();
        assertThat(Pictures.read(
                        ImageIO.createImageInputStream(new ByteArrayInputStream(png.toByteArray())),
                        Previews.MAX_PIXELS,
                        10,
                        10))
                .isEmpty();
        assertThat(Previews.of(bomb)).isEmpty();
    }

    @Test
    void preview_ofWhatIsNone_isNone() throws IOException {
        assertThat(Previews.of(Files.writeString(folder.resolve("a.png"), "no picture")))
                .isEmpty();
        assertThat(Previews.of(Files.createFile(folder.resolve("empty")))).isEmpty();
    }
}
