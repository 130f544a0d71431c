package chat.parley.nodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a text in files and frames, as it is and in base64. */
public final class Secrets {
    private Secrets() {}

    /** The files under these folders in which the text is. */
    public static List<Path> filesWith(String text, Path... folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (isIn(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), text)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    /** Whether a text is in another one, as it is or in base64 of any alignment. */
    public static boolean isIn(String where, String text) {
        return variants(text).stream().anyMatch(where::contains);
    }

    private static List<String> variants(String text) {
        List<String> variants = new ArrayList<>(List.of(text));
        for (int shift = 0; shift < 3; shift++) {
            String encoded = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("xxx".substring(0, shift) + text).getBytes(StandardCharsets.UTF_8));
            // The ends depend on what stands beside it.
            String inner = encoded.substring(shift == 0 ? 0 : shift + 1, encoded.length() - 2);
            variants.add(inner);
            variants.add(inner.replace('+', '-').replace('/', '_'));
        }
        return variants;
    }
}
