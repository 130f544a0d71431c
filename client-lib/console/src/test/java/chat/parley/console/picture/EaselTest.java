package chat.parley.console.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import chat.parley.client.SharedFiles;
import chat.parley.console.screen.PictureForm;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Previews, as they are drawn. */
class EaselTest {
    private static final String KITTY_ANSWER = "Gi=31;OK";
    private static final String SIXEL_ANSWER = "62;4;22";
    private static final int[] COLOURS = {0xff0000, 0x0000ff, 0x00ff00, 0xffffff, 0x000000, 0x804020};

    private static Terminal terminal(String type) {
        try {
            return new LineDisciplineTerminal("test", type, OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Easel easel(PictureForm wanted, boolean coloured) {
        return new Easel(terminal("xterm-256color"), wanted, coloured, Map.of());
    }

    /** Squares of plain colours. */
    private static BufferedImage squares(int width, int height, int size) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, COLOURS[(x / size + 2 * (y / size)) % COLOURS.length]);
            }
        }
        return image;
    }

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

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    @Test
    @DisplayName("Kitty where the terminal has it, else Sixel, else half blocks, and nothing without colours")
    void auto_isWhatTheTerminalSays() {
        byte[] picture = png(squares(12, 12, 3));
        Easel easel = easel(PictureForm.AUTO, true);
        assertThat(easel.question())
                .hasValueSatisfying(asked -> assertThat(asked).endsWith("\u001b[c"));
        assertThat(easel.paint(picture)).contains("\u2580");
        easel.attributes("62;22");
        assertThat(easel.paint(picture)).contains("\u2580");
        easel.attributes(SIXEL_ANSWER);
        assertThat(easel.paint(picture)).startsWith("\u001bP0;1;0q");
        easel.command("Gi=31;ENOTSUPPORTED");
        assertThat(easel.paint(picture)).startsWith("\u001bP0;1;0q");
        easel.command(KITTY_ANSWER);
        easel.attributes(SIXEL_ANSWER);
        assertThat(easel.paint(picture)).startsWith("\u001b_Ga=T");
        assertThat(easel(PictureForm.AUTO, false).question()).isEmpty();
        assertThat(easel(PictureForm.AUTO, false).paint(picture)).isEmpty();
    }

    @Test
    @DisplayName("The first of the attributes is a terminal's class, not Sixel")
    void attributes_ofAVt132_areNoSixel() {
        Easel easel = easel(PictureForm.AUTO, true);
        easel.attributes("4;6");
        assertThat(easel.paint(png(squares(12, 12, 3)))).contains("\u2580");
    }

    @ParameterizedTest
    @CsvSource({
        "tmux-256color, X",
        "screen.xterm-256color, X",
        "xterm-256color, TMUX",
        "xterm-256color, STY",
        "xterm-256color, ZELLIJ",
        "linux, X",
        "dumb, X"
    })
    @DisplayName(
            "In a multiplexer, and in a terminal that would print the question, it is half blocks, whatever is answered")
    void multiplexer_isNotAsked(String type, String variable) {
        Easel easel = new Easel(terminal(type), PictureForm.AUTO, true, Map.of(variable, "1"));
        assertThat(easel.question()).isEmpty();
        easel.attributes(SIXEL_ANSWER);
        easel.command(KITTY_ANSWER);
        assertThat(easel.paint(png(squares(12, 12, 3)))).contains("\u2580");
    }

    @ParameterizedTest
    @EnumSource(PictureForm.class)
    @DisplayName("What the person says goes before what the terminal says")
    void choice_stays(PictureForm wanted) {
        Easel easel = easel(wanted, false);
        easel.attributes(SIXEL_ANSWER);
        easel.command(KITTY_ANSWER);
        String begins = easel.paint(png(squares(12, 12, 3)));
        switch (wanted) {
            case KITTY -> assertThat(begins).startsWith("\u001b_Ga=T");
            case SIXEL -> assertThat(begins).startsWith("\u001bP0;1;0q");
            case BLOCKS -> assertThat(begins).contains("\u2580");
            default -> assertThat(begins).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PictureForm.class,
            names = {"KITTY", "SIXEL", "BLOCKS"})
    @DisplayName(
            "A52: what is printed is made of the pixels: nothing of what else is in the picture's bytes, and bounded")
    void painted_isMadeAnew(PictureForm form) {
        byte[] picture = png(noise(512, 512));
        byte[] tail = "\u001b]0;owned\u0007\u001b[2J".getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = Arrays.copyOf(picture, picture.length + tail.length);
        System.arraycopy(tail, 0, both, picture.length, tail.length);
        Easel easel = easel(form, true);
        easel.cell("99999;99999");
        easel.cell("100;100");
        String painted = easel.paint(both);
        assertThat(painted).isNotEmpty().doesNotContain("owned").doesNotContain("\u001b]");
        assertThat(painted.length()).isLessThan(3_000_000);
        assertThat(easel.paint(tail)).isEmpty();
        assertThat(easel.paint(new byte[0])).isEmpty();
        assertThat(easel.paint(png(squares(SharedFiles.MAX_PREVIEW_PIXELS + 1, SharedFiles.MAX_PREVIEW_PIXELS, 9))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "16;", "16;8;1", "0;0", "3;3", "101;101", "-1;8", "99999999999;8"})
    void cell_thatMakesNoSense_isNone(String answer) {
        assertThat(Cell.of(answer)).isEmpty();
        assertThat(Cell.of("18;9")).contains(new Cell(9, 18));
    }

    @Test
    void halfBlocks_areTwoPixelsHigh_andFitTheScreen() {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 16; i++) {
            image.setRGB(i % 4, i / 4, i / 4 % 2 == 0 ? 0xff0000 : 0x0000ff);
        }
        String[] lines = easel(PictureForm.BLOCKS, true).paint(png(image)).split("\n");
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).contains("\u2580\u2580\u2580\u2580"));
        assertThat(easel(PictureForm.BLOCKS, true).paint(png(noise(500, 500))).split("\n"))
                .hasSize(Easel.ROWS);
    }

    @Test
    @DisplayName("Kitty's pieces are of at most 4,096 characters, and together the picture")
    void kitty_piecesAreThePicture() throws IOException {
        BufferedImage image = noise(100, 90);
        Matcher pieces =
                Pattern.compile("\u001b_G([^;]*);([A-Za-z0-9+/=]*)\u001b\\\\").matcher(KittyPicture.of(image));
        StringBuilder data = new StringBuilder();
        List<String> heads = new ArrayList<>();
        int end = 0;
        while (pieces.find()) {
            assertThat(pieces.start()).isEqualTo(end);
            end = pieces.end();
            heads.add(pieces.group(1));
            assertThat(pieces.group(2).length()).isLessThanOrEqualTo(KittyPicture.PIECE);
            data.append(pieces.group(2));
        }
        assertThat(end).isEqualTo(KittyPicture.of(image).length());
        assertThat(heads.get(0)).isEqualTo("a=T,f=100,q=2,m=1");
        assertThat(heads.subList(1, heads.size() - 1)).isNotEmpty().containsOnly("q=2,m=1");
        assertThat(heads.get(heads.size() - 1)).isEqualTo("q=2,m=0");
        BufferedImage drawn =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data.toString())));
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                assertThat(drawn.getRGB(x, y)).isEqualTo(image.getRGB(x, y));
            }
        }
    }

    @Test
    @DisplayName("What Sixel draws is the picture: exactly of few colours, nearly of many")
    void sixel_isThePicture() {
        assertLike(squares(50, 41, 5), 1);
        assertLike(noise(60, 50), 70);
        BufferedImage slope = new BufferedImage(200, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 200; x++) {
            for (int y = 0; y < 20; y++) {
                slope.setRGB(x, y, x << 16 | (255 - x) << 8 | y);
            }
        }
        assertLike(slope, 12);
    }

    private static void assertLike(BufferedImage image, int difference) {
        int[][] drawn = SixelScreen.drawn(Sixel.of(image), image.getWidth(), image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                for (int shift = 0; shift <= 16; shift += 8) {
                    assertThat(drawn[y][x] >> shift & 0xff)
                            .as("%d %d %x %x", x, y, rgb, drawn[y][x])
                            .isCloseTo(rgb >> shift & 0xff, within(difference + 1));
                }
            }
        }
    }
}
