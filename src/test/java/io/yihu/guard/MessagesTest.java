package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chinese and English keys in step; no text written straight into a template; no key used that nobody wrote. */
class MessagesTest {
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern LITERAL_KEY = Pattern.compile("#\\{([a-zA-Z0-9_.]+)[(}]");

    @Test
    void everyChineseKeyHasAnEnglishTwin() throws IOException {
        for (Path file : files(MESSAGES)) {
            String name = file.getFileName().toString();
            if (!name.endsWith("_en.properties")) {
                Path twin = MESSAGES.resolve(name.replace(".properties", "_en.properties"));
                assertThat(load(twin).stringPropertyNames())
                        .as(twin.toString())
                        .isEqualTo(load(file).stringPropertyNames());
            }
        }
    }

    @Test
    void templatesHoldNoBareText() throws IOException {
        List<String> bare = new ArrayList<>();
        for (Path file : files(TEMPLATES)) {
            String html =
                    Files.readString(file).replaceAll("(?s)<!--.*?-->", "").replaceAll("(?s)<!DOCTYPE[^>]*>", "");
            Matcher text =
                    Pattern.compile("(?s)>([^<>]*[\\p{L}&&[^nbsp]][^<>]*)<").matcher(html);
            while (text.find()) {
                if (!text.group(1).isBlank()
                        && text.group(1).matches("(?s).*[\\p{IsHan}a-zA-Z]{2,}.*|.*\\p{IsHan}.*")) {
                    bare.add(file.getFileName() + ": " + text.group(1).strip());
                }
            }
        }
        bare.removeIf(line -> line.endsWith(": 户")); // the brand mark
        assertThat(bare).as("text outside the message files").isEmpty();
    }

    @Test
    void everyKeyInATemplateExists() throws IOException {
        Set<String> known = new HashSet<>();
        for (Path file : files(MESSAGES)) {
            known.addAll(load(file).stringPropertyNames());
        }
        List<String> missing = new ArrayList<>();
        for (Path file : files(TEMPLATES)) {
            Matcher key = LITERAL_KEY.matcher(Files.readString(file));
            while (key.find()) {
                if (!known.contains(key.group(1))) {
                    missing.add(file.getFileName() + ": " + key.group(1));
                }
            }
        }
        assertThat(missing).as("keys without a message").isEmpty();
    }

    @Test
    void templatesStayReadableAndNeverPrintUnescaped() throws IOException {
        for (Path file : files(TEMPLATES)) {
            String html = Files.readString(file);
            assertThat(html.lines().count()).as("lines of " + file).isLessThanOrEqualTo(250);
            assertThat(html).as(file.toString()).doesNotContain("th:utext").doesNotContain("[(");
        }
    }

    /** The engine replaces first and asks afterwards: a condition beside th:replace is silently lost. */
    @Test
    void noConditionStandsBesideAReplacement() throws IOException {
        List<String> lost = new ArrayList<>();
        for (Path file : files(TEMPLATES)) {
            Matcher tag =
                    Pattern.compile("<\\w[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>").matcher(Files.readString(file));
            while (tag.find()) {
                if (tag.group().contains("th:replace=") && tag.group().matches("(?s).*th:(if|unless|each)=.*")) {
                    lost.add(file.getFileName() + ": " + tag.group());
                }
            }
        }
        assertThat(lost).as("conditions the engine would ignore").isEmpty();
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
