package chat.parley.console.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The colours that stand for a picture's many, by median cut: the box of colours that is widest is halved at its median, until
 * there are enough. Colours are taken in steps of eight levels, so that there are at most 32,768.
 */
final class FewColours {
    private static final int BITS = 5;
    private static final int LEVELS = 1 << BITS;
    private static final int[] SHIFTS = {2 * BITS, BITS, 0};

    private final int[] palette;
    private final int[] nearest;

    private FewColours(int[] palette, int[] nearest) {
        this.palette = palette;
        this.nearest = nearest;
    }

    static FewColours of(BufferedImage image, int most) {
        int[] counts = new int[1 << (3 * BITS)];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts[coarse(image.getRGB(x, y))]++;
            }
        }
        int[] used = IntStream.range(0, counts.length)
                .filter(colour -> counts[colour] > 0)
                .toArray();
        PriorityQueue<Box> boxes =
                new PriorityQueue<>(Comparator.comparingInt(Box::width).reversed());
        boxes.add(Box.of(used));
        while (boxes.size() < most && boxes.peek().width() > 0) {
            Box widest = boxes.poll();
            for (int[] half : widest.halves(counts)) {
                boxes.add(Box.of(half));
            }
        }
        int[] palette = new int[boxes.size()];
        int[] nearest = new int[counts.length];
        for (int i = 0; i < palette.length; i++) {
            Box box = boxes.poll();
            palette[i] = box.mean(counts);
            for (int colour : box.colours()) {
                nearest[colour] = i;
            }
        }
        return new FewColours(palette, nearest);
    }

    int count() {
        return palette.length;
    }

    int rgb(int index) {
        return palette[index];
    }

    /** Which of them stands for a colour of the picture. */
    int nearest(int rgb) {
        return nearest[coarse(rgb)];
    }

    private static int coarse(int rgb) {
        return rgb >> 9 & 0x7c00 | rgb >> 6 & 0x3e0 | rgb >> 3 & 0x1f;
    }

    private static int level(int colour, int part) {
        return colour >> SHIFTS[part] & LEVELS - 1;
    }

    /**
     * Some of the colours.
     *
     * @param part red, green or blue: in which they differ most
     * @param width by how much
     */
    private record Box(int[] colours, int part, int width) {
        static Box of(int[] colours) {
            int part = 0;
            int width = 0;
            for (int i = 0; i < SHIFTS.length; i++) {
                int least = LEVELS;
                int most = 0;
                for (int colour : colours) {
                    least = Math.min(least, level(colour, i));
                    most = Math.max(most, level(colour, i));
                }
                if (most - least > width) {
                    part = i;
                    width = most - least;
                }
            }
            return new Box(colours, part, width);
        }

        /** Both have some: the cut is at the level where half of the pixels are below, but never at an end. */
        int[][] halves(int[] counts) {
            long[] pixels = new long[LEVELS];
            long all = 0;
            int least = LEVELS;
            int most = 0;
            for (int colour : colours) {
                int level = level(colour, part);
                pixels[level] += counts[colour];
                all += counts[colour];
                least = Math.min(least, level);
                most = Math.max(most, level);
            }
            int cut = least;
            long below = pixels[cut];
            while (cut < most - 1 && 2 * below < all) {
                cut++;
                below += pixels[cut];
            }
            int at = cut;
            return new int[][] {
                Arrays.stream(colours)
                        .filter(colour -> level(colour, part) <= at)
                        .toArray(),
                Arrays.stream(colours)
                        .filter(colour -> level(colour, part) > at)
                        .toArray()
            };
        }

        /** In eight bits each: the lowest level is 0, the highest 255. */
        int mean(int[] counts) {
            int rgb = 0;
            long all = 0;
            for (int colour : colours) {
                all += counts[colour];
            }
            for (int i = 0; i < SHIFTS.length; i++) {
                long sum = 0;
                for (int colour : colours) {
                    sum += (long) counts[colour] * level(colour, i);
                }
                int mean = (int) (sum * 255 / (all * (LEVELS - 1)));
                rgb = rgb << 8 | mean;
            }
            return rgb;
        }
    }
}
