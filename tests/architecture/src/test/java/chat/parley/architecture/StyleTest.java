package chat.parley.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names, state, and a word on every package. */
@AnalyzeClasses(packages = "chat.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class StyleTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @ArchTest
    static final ArchRule names_sayWhatAClassDoes = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveNameMatching(".*[.$](\\w*[a-z])?Utils?([A-Z]\\w*)?")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule staticFields_areConstants = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("nodes and clients live side by side in one process in the simulations")
            .allowEmptyShould(true);

    @Test
    void everyPackage_hasPackageInfo() throws IOException {
        assertThat(sourceFolders()).isNotEmpty();
        Set<String> without = new TreeSet<>();
        for (Path folder : sourceFolders()) {
            Set<Path> packages;
            try (Stream<Path> files = Files.walk(folder)) {
                packages = files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .collect(Collectors.toSet());
            }
            packages.stream()
                    .filter(folderOfPackage -> !isDescribed(folder, folderOfPackage))
                    .forEach(folderOfPackage ->
                            without.add(ROOT.relativize(folderOfPackage).toString()));
        }
        assertThat(without).as("packages without package-info.java").isEmpty();
    }

    /** A test in a package of the main sources needs no words of its own. */
    private static boolean isDescribed(Path sources, Path packageFolder) {
        Path main = sources.resolveSibling("java")
                .getParent()
                .resolveSibling("main")
                .resolve("java");
        return Files.exists(packageFolder.resolve("package-info.java"))
                || Files.exists(main.resolve(sources.relativize(packageFolder)).resolve("package-info.java"));
    }

    private static List<Path> sourceFolders() throws IOException {
        try (Stream<Path> folders = Files.walk(ROOT)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> folder.endsWith("src/main/java") || folder.endsWith("src/test/java"))
                    .filter(folder -> !ROOT.relativize(folder).toString().contains("target"))
                    .toList();
        }
    }
}
