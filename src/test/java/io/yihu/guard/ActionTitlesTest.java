package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.yihu.trail.Traced;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every action has a title in both languages, in the bundle of the module its code begins with. */
class ActionTitlesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.yihu");

    @Test
    void everyActionHasATitleInBothLanguages() throws IOException {
        Map<String, Properties> bundles = bundles();
        List<String> untitled = CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Traced.class))
                .map(method -> method.getAnnotationOfType(Traced.class).value())
                .distinct()
                .sorted()
                .flatMap(code -> Stream.of("", "_en")
                        .map(language -> code.split("\\.")[0] + language)
                        .filter(bundle ->
                                !bundles.getOrDefault(bundle, new Properties()).containsKey("trail.action." + code))
                        .map(bundle -> bundle + ".properties: trail.action." + code))
                .toList();
        assertThat(untitled).as("actions without a title").isEmpty();
    }

    @Test
    void actionCodesBeginWithTheirModule() {
        List<String> strangers = CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Traced.class))
                .filter(method -> !method.getOwner()
                        .getPackageName()
                        .startsWith("io.yihu."
                                + method.getAnnotationOfType(Traced.class)
                                        .value()
                                        .split("\\.")[0]))
                .map(JavaMethod::getFullName)
                .toList();
        assertThat(strangers).isEmpty();
    }

    private static Map<String, Properties> bundles() throws IOException {
        Map<String, Properties> bundles = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
            for (Path file : files.toList()) {
                Properties properties = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
                bundles.put(file.getFileName().toString().replace(".properties", ""), properties);
            }
        }
        return bundles;
    }
}
