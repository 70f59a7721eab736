package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every detail an action leaves in the log has a name a reader understands: message {@code trail.detail.<name>}. */
class TrailWordsTest {
    private static final Pattern DETAIL = Pattern.compile("Trail\\.(?:note|change)\\(\\s*\"([A-Za-z0-9.]+)\"");

    @Test
    void detailsOfTheLogHaveNames() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher detail = DETAIL.matcher(Files.readString(file));
                while (detail.find()) {
                    names.add("trail.detail." + detail.group(1) + "=");
                }
            }
        }
        StringBuilder said = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
            for (Path file :
                    files.filter(f -> !f.toString().endsWith("_en.properties")).toList()) {
                said.append('\n').append(Files.readString(file));
            }
        }
        assertThat(names).isNotEmpty().allMatch(name -> said.indexOf("\n" + name) >= 0);
    }
}
