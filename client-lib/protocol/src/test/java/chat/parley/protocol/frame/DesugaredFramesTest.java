package chat.parley.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.origin.Origin;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the module as Android does, records to plain classes, and lets JSON-B read and write frames there. */
class DesugaredFramesTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("PROTOCOL.md, Frames: the same text where records were compiled away")
    void frames_desugaredForAndroid_areReadAndWrittenAlike() throws Exception {
        List<String> texts = List.of(
                "{\"type\":\"page\",\"events\":[{\"body\":\"b\",\"header\":\"h\",\"part\":\"\",\"signature\":\"s\"}],"
                        + "\"log\":\"l\",\"more\":true}",
                "{\"type\":\"subscribe\",\"have\":[{\"device\":\"d\",\"seq\":4}],\"log\":\"l\",\"newest\":0}",
                "{\"type\":\"welcome\",\"servers\":[{\"server\":\"s\",\"url\":\"ws://h/parley\"}],\"signature\":\"x\"}",
                "{\"type\":\"blob-ask\"}",
                "{\"type\":\"blob-token\",\"maxBytes\":5,\"millis\":7,\"token\":\"t\"}",
                "{\"type\":\"notice\",\"device\":\"d\",\"epoch\":\"e\",\"log\":\"l\",\"nonce\":\"n\",\"signature\":\"s\","
                        + "\"text\":\"t\",\"user\":\"u\"}",
                "{\"type\":\"prune\",\"logs\":[\"l\"]}",
                "{\"type\":\"pong\",\"number\":3}");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader android = desugared()) {
            thread.setContextClassLoader(android);
            Class<?> type = android.loadClass(FrameCodec.class.getName());
            assertThat(android.loadClass(Page.class.getName()).isRecord()).isFalse();
            Object codec = type.getConstructor().newInstance();
            Class<?> frameType = android.loadClass(Frame.class.getName());
            for (String text : texts) {
                Object frame = type.getMethod("read", String.class).invoke(codec, text);
                assertThat(type.getMethod("write", frameType).invoke(codec, frame))
                        .isEqualTo(text);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private URLClassLoader desugared() throws Exception {
        Path classes = Path.of(FrameCodec.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = folder.resolve("desugared.jar");
        List<String> arguments = new ArrayList<>(List.of("--classfile", "--min-api", "26"));
        arguments.addAll(List.of("--lib", System.getProperty("java.home"), "--output", jar.toString()));
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .forEach(file -> arguments.add(file.toString()));
        }
        D8.run(D8Command.parse(arguments.toArray(String[]::new), Origin.unknown())
                .build());

        List<URL> path = new ArrayList<>(List.of(jar.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Path.of(entry).equals(classes)) {
                path.add(new File(entry).toURI().toURL());
            }
        }
        return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
