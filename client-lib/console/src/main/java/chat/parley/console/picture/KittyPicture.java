package chat.parley.console.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A picture for terminals with kitty's graphics protocol: a PNG in base64, in pieces, to be answered by nothing. */
final class KittyPicture {
    /** Longest piece, in characters: the protocol's. */
    static final int PIECE = 4096;

    private static final String BEGIN = "\u001b_G";
    private static final String END = "\u001b\\";

    private KittyPicture() {}

    static String of(BufferedImage image) {
        String data = Base64.getEncoder().encodeToString(png(image));
        StringBuilder out = new StringBuilder(data.length() + data.length() / PIECE * 16 + 64);
        for (int at = 0; at < data.length(); at += PIECE) {
            int end = Math.min(at + PIECE, data.length());
            out.append(BEGIN)
                    .append(at == 0 ? "a=T,f=100,q=2," : "q=2,")
                    .append(end < data.length() ? "m=1;" : "m=0;")
                    .append(data, at, end)
                    .append(END);
        }
        return out.toString();
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
