package chat.parley.console.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.PropertiesDefaultProvider;

/** What a person wrote down once instead of typing it each time: {@code ~/.parley.properties}. */
public final class Defaults {
    /** The file's name in the person's folder. */
    public static final String FILE = ".parley.properties";

    private Defaults() {}

    /**
     * The values in the file, if there is one. A word in it that is no option's is an error: it would be left out in
     * silence.
     *
     * @param command whose options can be in the file
     * @throws IllegalArgumentException if there is something else in it
     */
    public static IDefaultValueProvider read(Path home, CommandSpec command) {
        Path file = home.resolve(FILE);
        Properties values = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        Set<String> known = command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(option -> option.longestName().substring(2))
                .collect(Collectors.toSet());
        for (String key : values.stringPropertyNames()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(file + " has '" + key + "', which is no option's name");
            }
        }
        return new PropertiesDefaultProvider(values);
    }
}
