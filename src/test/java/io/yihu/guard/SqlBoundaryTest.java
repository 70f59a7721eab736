package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SQL names only its own schema, or {@code v_} views of modules it may use. */
class SqlBoundaryTest {
    private static final Pattern NAMED_TABLE = Pattern.compile(
            "(?i)\\b(?:from|join|into|update|table|references|truncate|using|on)\\s+(?:only\\s+)?([a-z]+)\\.([a-z_0-9]+)");

    @Test
    void sqlInCodeStaysInsideItsModule() throws IOException {
        List<String> trespasses = new ArrayList<>();
        for (String module : Modules.names()) {
            for (Path root : List.of(
                    Path.of("src/main/java/io/yihu", module), Path.of("src/main/resources/definitions", module))) {
                for (Path file : files(root)) {
                    trespasses.addAll(trespasses(module, file));
                }
            }
        }
        assertThat(trespasses)
                .as("SQL that reaches into another module's tables")
                .isEmpty();
    }

    @Test
    void migrationsStayInsideTheirModule() throws IOException {
        List<String> trespasses = new ArrayList<>();
        for (Path file : files(Path.of("src/main/resources/db/migration"))) {
            Matcher name = Pattern.compile("[VR]\\d*__([a-z]+)_.*\\.sql")
                    .matcher(file.getFileName().toString());
            assertThat(name.matches()).as("name of " + file).isTrue();
            trespasses.addAll(trespasses(name.group(1), file));
        }
        assertThat(trespasses)
                .as("migrations that reach into another module's tables")
                .isEmpty();
    }

    private static List<String> trespasses(String module, Path file) throws IOException {
        Set<String> allowed = Modules.allowed().get(module);
        List<String> found = new ArrayList<>();
        Matcher matcher = NAMED_TABLE.matcher(Files.readString(file));
        while (matcher.find()) {
            String schema = matcher.group(1);
            boolean foreign = Modules.names().contains(schema) && !schema.equals(module);
            boolean viewOfAllowed = allowed.contains(schema) && matcher.group(2).startsWith("v_");
            if (foreign && !viewOfAllowed) {
                found.add(file + ": " + matcher.group().replaceAll("\\s+", " "));
            }
        }
        return found;
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
