package chat.parley.console.picture;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws Sixel as a terminal does; fails at what is none. */
final class SixelScreen {
    private static final Pattern WHOLE =
            Pattern.compile("\u001bP0;1;0q\"1;1;(\\d+);(\\d+)(.*)\u001b\\\\", Pattern.DOTALL);
    private static final Pattern STEP =
            Pattern.compile("#(\\d+);2;(\\d+);(\\d+);(\\d+)|#(\\d+)|!(\\d+)([?-~])|([?-~])|(\\$)|(-)", Pattern.DOTALL);

    private final Map<Integer, Integer> registers = new HashMap<>();
    private final int[][] pixels;
    private int colour;
    private int x;
    private int top;

    private SixelScreen(int width, int height) {
        pixels = new int[height][width];
        for (int[] row : pixels) {
            Arrays.fill(row, -1);
        }
    }

    static int[][] drawn(String sixel, int width, int height) {
        Matcher whole = WHOLE.matcher(sixel);
        if (!whole.matches()
                || Integer.parseInt(whole.group(1)) != width
                || Integer.parseInt(whole.group(2)) != height) {
            throw new AssertionError("no Sixel of that size");
        }
        SixelScreen screen = new SixelScreen(width, height);
        Matcher step = STEP.matcher(whole.group(3));
        int end = 0;
        while (step.find()) {
            if (step.start() != end) {
                throw new AssertionError("not Sixel at " + end);
            }
            end = step.end();
            screen.step(step);
        }
        if (end != whole.group(3).length()) {
            throw new AssertionError("not Sixel at " + end);
        }
        return screen.pixels;
    }

    private void step(Matcher step) {
        if (step.group(1) != null) {
            int rgb = level(step.group(2)) << 16 | level(step.group(3)) << 8 | level(step.group(4));
            registers.put(Integer.parseInt(step.group(1)), rgb);
        } else if (step.group(5) != null) {
            colour = registers.get(Integer.parseInt(step.group(5)));
        } else if (step.group(6) != null) {
            six(Integer.parseInt(step.group(6)), step.group(7).charAt(0) - '?');
        } else if (step.group(8) != null) {
            six(1, step.group(8).charAt(0) - '?');
        } else if (step.group(9) != null) {
            x = 0;
        } else {
            x = 0;
            top += 6;
        }
    }

    private void six(int times, int bits) {
        for (int i = 0; i < times; i++, x++) {
            for (int bit = 0; bit < 6; bit++) {
                if ((bits >> bit & 1) != 0) {
                    pixels[top + bit][x] = colour;
                }
            }
        }
    }

    private static int level(String percent) {
        return (Integer.parseInt(percent) * 255 + 50) / 100;
    }
}
