package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The browser files and fonts are exactly those whose name, version, licence and SHA-256 the manifest records. */
class VendorManifestTest {
    @Test
    void everyVendoredFileMatchesTheManifest() throws Exception {
        Map<String, String> recorded = Files.readAllLines(Path.of("src/main/resources/vendor-manifest.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[4]));
        assertThat(actual()).isEqualTo(recorded);
    }

    private static Map<String, String> actual() throws IOException {
        try (Stream<Path> browser = Files.list(Path.of("src/main/resources/static/vendor"));
                Stream<Path> fonts = Files.list(Path.of("src/main/resources/fonts"))) {
            return Stream.concat(browser, fonts)
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), VendorManifestTest::sha256));
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
