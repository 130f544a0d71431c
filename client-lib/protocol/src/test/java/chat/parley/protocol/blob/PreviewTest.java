package chat.parley.protocol.blob;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Damage;
import chat.parley.protocol.fixture.PreviewPictures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Files: preview")
class PreviewTest {
    @Test
    void picture_smallAndPlain_fits() {
        assertThat(Preview.fits(PreviewPictures.png(512, 512, Preview.MAX_BYTES)))
                .isTrue();
        assertThat(Preview.fits(PreviewPictures.png(1, 1, "PLTE"))).isTrue();
        assertThat(Preview.fits(PreviewPictures.jpeg(512, 300, 0xe0))).isTrue();
        assertThat(Preview.fits(PreviewPictures.jpeg(512, 300, 0xdb))).isTrue();
    }

    @Test
    @DisplayName("A52: no bomb of many pixels or bytes, no notes with a place, nothing that is not a picture")
    void picture_thatIsMoreThanOne_doesNotFit() {
        assertThat(Preview.fits(PreviewPictures.png(513, 1, 100))).isFalse();
        assertThat(Preview.fits(PreviewPictures.png(1, 60_000, 100))).isFalse();
        assertThat(Preview.fits(PreviewPictures.png(-1, 1, 100))).isFalse();
        assertThat(Preview.fits(PreviewPictures.png(0, 1, 100))).isFalse();
        assertThat(Preview.fits(PreviewPictures.png(8, 8, Preview.MAX_BYTES + 1)))
                .isFalse();
        for (String notes : new String[] {"eXIf", "tEXt", "iTXt", "zTXt", "iCCP", "acTL", "IHDR"}) {
            assertThat(Preview.fits(PreviewPictures.png(8, 8, notes))).as(notes).isFalse();
        }
        assertThat(Preview.fits(PreviewPictures.jpeg(513, 8, 0xe0))).isFalse();
        assertThat(Preview.fits(PreviewPictures.jpeg(8, 0xffff, 0xe0))).isFalse();
        for (int notes : new int[] {0xe1, 0xe2, 0xed, 0xef, 0xfe}) {
            assertThat(Preview.fits(PreviewPictures.jpeg(8, 8, notes)))
                    .as(Integer.toHexString(notes))
                    .isFalse();
        }
        for (String other : new String[] {"", "<svg/>", "<html>", "GIF89a", "BM", "RIFF0000WEBP"}) {
            assertThat(Preview.fits(other.getBytes(StandardCharsets.US_ASCII)))
                    .as(other)
                    .isFalse();
        }
        byte[] tail = Arrays.copyOf(PreviewPictures.png(8, 8, 100), 101);
        assertThat(Preview.fits(tail)).as("something behind the end").isFalse();
    }

    @Test
    @DisplayName("A12: whatever the damage, a preview fits or not, and nothing is thrown")
    void picture_withRandomDamage_fitsOrNot() {
        Random random = new Random(31);
        int unfit = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] whole = i % 2 == 0 ? PreviewPictures.png(8, 8, 200) : PreviewPictures.jpeg(8, 8, 0xe0);
            String damaged = Damage.one(new String(whole, StandardCharsets.ISO_8859_1), random);
            unfit += Preview.fits(damaged.getBytes(StandardCharsets.ISO_8859_1)) ? 0 : 1;
        }
        assertThat(unfit).isGreaterThan(500);
    }
}
