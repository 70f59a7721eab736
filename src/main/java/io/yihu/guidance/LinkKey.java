package io.yihu.guidance;

import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** The key that signs links, in the data folder that nodes share, never in the database; drawn at first need. */
@Component
class LinkKey {
    private static final int BYTES = 32;
    private final Path file;
    private byte[] secret;

    LinkKey(YihuProperties properties) {
        file = properties.dataDir().resolve("guidance").resolve("link.key");
    }

    byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized byte[] secret() {
        if (secret == null) {
            try {
                secret = readOrDraw();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return secret;
    }

    /** Written aside and moved into place: a node that starts at the same moment finds a whole key or none. */
    private byte[] readOrDraw() throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            byte[] drawn = new byte[BYTES];
            new SecureRandom().nextBytes(drawn);
            Path draft = Files.createTempFile(
                    file.getParent(),
                    "link",
                    ".draft",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, drawn);
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                // another node was first: its key holds
            } finally {
                Files.delete(draft);
            }
        }
        return Files.readAllBytes(file);
    }
}
