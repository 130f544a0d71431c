package chat.parley.android.file;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Bitmap;
import android.graphics.BitmapFactory;
import android.graphics.Color;
import chat.parley.android.screens.TestApp;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.blob.Preview;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Pictures of strangers (A52), and previews of one's own. */
@RunWith(RobolectricTestRunner.class)
@Config(
        sdk = {26, 34},
        application = TestApp.class)
public final class BoundedPicturesTest {
    private static final String PLACE = "N 47 25 16 E 10 59 07";

    private static SharedFiles.Source of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    /** Red on the left, blue on the right; wider than high. */
    private static Bitmap leftAndRight(int width, int height) {
        Bitmap bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888);
        bitmap.eraseColor(Color.BLUE);
        int[] red = new int[width / 2 * height];
        Arrays.fill(red, Color.RED);
        bitmap.setPixels(red, 0, width / 2, 0, 0, width / 2, height);
        return bitmap;
    }

    /** With a segment as cameras write it: the orientation, and where it was taken. */
    private static byte[] camera(Bitmap bitmap, int orientation) throws IOException {
        byte[] jpeg = Samples.written(bitmap, Bitmap.CompressFormat.JPEG);
        byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream exif = new ByteArrayOutputStream();
        exif.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        // TIFF, big-endian; one directory of two entries: orientation, and a description behind it.
        exif.write(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 2});
        exif.write(new byte[] {0x01, 0x0e, 0, 2, 0, 0, 0, (byte) (place.length + 1), 0, 0, 0, 38});
        exif.write(new byte[] {0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0});
        exif.write(new byte[] {0, 0, 0, 0});
        exif.write(place);
        exif.write(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.size() + 2)});
        exif.writeTo(out);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static boolean isRed(Bitmap bitmap, double x, double y) {
        int pixel = bitmap.getPixel((int) (bitmap.getWidth() * x), (int) (bitmap.getHeight() * y));
        return Color.red(pixel) > 150 && Color.blue(pixel) < 100;
    }

    @Test
    public void preview_isWhatTheProtocolAllows_andKeepsItsShape() {
        byte[] preview = Previews.of(of(Samples.jpeg(4000, 3000))).get();
        assertThat(Preview.fits(preview)).isTrue();
        Bitmap read = Previews.read(preview).get();
        assertThat((double) read.getWidth() / read.getHeight()).isBetween(1.3, 1.36);
        assertThat(read.getWidth()).isBetween(200, 480);
        Bitmap small = Previews.read(Previews.of(of(Samples.png(40, 20))).get()).get();
        assertThat(small.getWidth()).as("never larger than the picture").isEqualTo(40);
    }

    /** What cannot be made small is made smaller. */
    @Test
    public void preview_ofNoise_fits() {
        Bitmap noise = Bitmap.createBitmap(600, 600, Bitmap.Config.ARGB_8888);
        int[] pixels =
                new Random(1).ints(600 * 600).map(each -> each | 0xff000000).toArray();
        noise.setPixels(pixels, 0, 600, 0, 0, 600, 600);
        byte[] preview = Previews.of(of(Samples.written(noise, Bitmap.CompressFormat.PNG)))
                .get();
        assertThat(preview.length).isLessThanOrEqualTo(Preview.MAX_BYTES);
        assertThat(Preview.fits(preview)).isTrue();
    }

    /** A52: where a photo was taken stays in the photo. */
    @Test
    public void preview_hasNothingOfTheCamerasNotes() throws Exception {
        byte[] photo = camera(leftAndRight(2000, 1000), 1);
        assertThat(new String(photo, StandardCharsets.ISO_8859_1)).contains(PLACE);
        String preview = new String(Previews.of(of(photo)).get(), StandardCharsets.ISO_8859_1);
        assertThat(preview).doesNotContain("Exif").doesNotContain(PLACE).doesNotContain("ICC_PROFILE");
    }

    @Test
    public void orientation_isObeyed() throws Exception {
        // Android 8 reads notes of files of 5,000 bytes and more only.
        assertThat(camera(leftAndRight(2000, 1000), 1).length).isGreaterThan(5000);
        // By orientation: where the left side of what the camera's sensor saw is.
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] photo = camera(leftAndRight(2000, 1000), orientation);
            Bitmap seen = Previews.read(Previews.of(of(photo)).get()).get();
            boolean upended = orientation > 4;
            assertThat(seen.getWidth() > seen.getHeight())
                    .as("shape of %s", orientation)
                    .isNotEqualTo(upended);
            boolean first = orientation == 1 || orientation == 4 || orientation == 5 || orientation == 6;
            assertThat(isRed(seen, upended ? 0.5 : 0.1, upended ? 0.1 : 0.5))
                    .as("red is first in %s", orientation)
                    .isEqualTo(first);
            assertThat(isRed(seen, upended ? 0.5 : 0.9, upended ? 0.9 : 0.5))
                    .as("red is last in %s", orientation)
                    .isNotEqualTo(first);
        }
    }

    /** A52: a picture that says that it is huge is not decoded: its size is read, no more. */
    @Test
    public void bomb_isNotDecoded() throws Exception {
        byte[] bomb = pngOfSize(30_000, 30_000);
        AtomicInteger opened = new AtomicInteger();
        Optional<Pictures.Picture> read = Pictures.read(
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(bomb);
                },
                512);
        assertThat(read).isEmpty();
        assertThat(opened.get()).as("opened for its size only").isEqualTo(1);
        assertThat(Previews.of(of(bomb))).isEmpty();
    }

    @Test
    public void bounds_areByKind() {
        assertThat(Pictures.fits("image/png", 8000, 5000)).isTrue();
        assertThat(Pictures.fits("image/png", 8001, 5000)).isFalse();
        assertThat(Pictures.fits("image/jpeg", 16_000, 16_000)).isTrue();
        assertThat(Pictures.fits("image/jpeg", 16_001, 16_000)).isFalse();
        assertThat(Pictures.fits("image/jpeg", 2147483647L, 2147483647L)).isFalse();
        assertThat(Pictures.fits("image/x-adobe-dng", 10, 10)).isFalse();
        assertThat(Pictures.fits("image/svg+xml", 10, 10)).isFalse();
        assertThat(Pictures.fits(null, 10, 10)).isFalse();
        assertThat(Pictures.fits("image/png", -1, 10)).isFalse();
    }

    @Test
    public void sampling_leavesLessThanTwiceWhatIsWanted() {
        assertThat(Pictures.every(511, 100, 512)).isEqualTo(1);
        for (int size = 512; size < 100_000; size += 97) {
            int left = size / Pictures.every(size, 10, 512);
            assertThat(left).isBetween(512, 1023);
        }
        Bitmap large = Pictures.read(of(Samples.jpeg(3000, 1000)), 400).get().bitmap();
        assertThat(large.getWidth()).isEqualTo(400);
    }

    @Test
    public void whatIsNoPicture_isNone() {
        assertThat(Previews.of(of(new byte[0]))).isEmpty();
        assertThat(Previews.of(of("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        byte[] cut = Arrays.copyOf(Samples.png(100, 100), 60);
        assertThat(Pictures.read(of(cut), 512)).isEmpty();
        assertThat(Pictures.read(
                        () -> {
                            throw new IOException("gone");
                        },
                        512))
                .isEmpty();
    }

    /** A52: a preview that came is decoded only if it is what one may be. */
    @Test
    public void received_isCheckedAgain() {
        assertThat(Previews.read(Samples.preview())).isPresent();
        assertThat(Previews.read(Samples.jpeg(800, 600))).as("too large").isEmpty();
        assertThat(Previews.read("GIF89a".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    private static byte[] pngOfSize(int width, int height) throws IOException {
        byte[] png = Samples.png(8, 8);
        java.nio.ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        java.nio.ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        BitmapFactory.Options options = new BitmapFactory.Options();
        options.inJustDecodeBounds = true;
        BitmapFactory.decodeByteArray(png, 0, png.length, options);
        assertThat(options.outWidth).isEqualTo(width);
        return png;
    }
}
