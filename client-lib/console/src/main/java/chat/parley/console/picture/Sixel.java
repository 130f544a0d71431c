package chat.parley.console.picture;

import java.awt.image.BufferedImage;

/**
 * A picture as Sixel: in bands six pixels high, colour after colour, each character a column of six. The colours are chosen
 * for the picture.
 */
final class Sixel {
    private static final int BAND = 6;

    /** Colours that every terminal with Sixel and colours has registers for. */
    private static final int COLOURS = 128;

    private static final int NOTHING = '?';
    private static final int LEAST_RUN = 4;

    /** Pixels are square; what is not drawn is left as it is. */
    private static final String BEGIN = "\u001bP0;1;0q";

    private static final String END = "\u001b\\";

    private final FewColours colours;
    private final int[][] pixels;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private Sixel(BufferedImage image) {
        this.colours = FewColours.of(image, COLOURS);
        this.width = image.getWidth();
        this.pixels = new int[image.getHeight()][width];
        for (int y = 0; y < pixels.length; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y][x] = colours.nearest(image.getRGB(x, y));
            }
        }
    }

    static String of(BufferedImage image) {
        return new Sixel(image).written();
    }

    private String written() {
        out.append(BEGIN).append("\"1;1;").append(width).append(';').append(pixels.length);
        for (int i = 0; i < colours.count(); i++) {
            int rgb = colours.rgb(i);
            out.append('#').append(i).append(";2;").append(percent(rgb >> 16));
            out.append(';').append(percent(rgb >> 8)).append(';').append(percent(rgb));
        }
        for (int top = 0; top < pixels.length; top += BAND) {
            if (top > 0) {
                out.append('-');
            }
            band(top);
        }
        return out.append(END).toString();
    }

    private void band(int top) {
        int[][] columns = new int[colours.count()][];
        for (int y = top; y < Math.min(top + BAND, pixels.length); y++) {
            for (int x = 0; x < width; x++) {
                int colour = pixels[y][x];
                if (columns[colour] == null) {
                    columns[colour] = new int[width];
                }
                columns[colour][x] |= 1 << (y - top);
            }
        }
        for (int colour = 0; colour < columns.length; colour++) {
            if (columns[colour] != null) {
                out.append('#').append(colour);
                row(columns[colour]);
                out.append('$');
            }
        }
    }

    private void row(int[] columns) {
        int length = columns.length;
        while (length > 0 && columns[length - 1] == 0) {
            length--;
        }
        for (int x = 0, run; x < length; x += run) {
            run = 1;
            while (x + run < length && columns[x + run] == columns[x]) {
                run++;
            }
            char six = (char) (NOTHING + columns[x]);
            if (run >= LEAST_RUN) {
                out.append('!').append(run).append(six);
            } else {
                out.append(String.valueOf(six).repeat(run));
            }
        }
    }

    private static int percent(int level) {
        return ((level & 0xff) * 100 + 127) / 255;
    }
}
