package io.yihu.organization;

import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts what the application must read again, such as secrets of second factors: AES-256-GCM with a key in the data
 * folder, which nodes of one installation share; a dump of the database alone is worth nothing.
 */
@Component
class SecretBox {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private SecretKeySpec key;

    SecretBox(YihuProperties properties) {
        file = properties.dataDir().resolve("secrets").resolve("second-factor.key");
    }

    /** @param bound what the secret belongs to; it opens for nothing else */
    byte[] close(byte[] secret, String bound) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, secret, bound);
        return ByteBuffer.allocate(NONCE_BYTES + closed.length)
                .put(nonce)
                .put(closed)
                .array();
    }

    byte[] open(byte[] closed, String bound) {
        return cipher(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(closed, NONCE_BYTES),
                Arrays.copyOfRange(closed, NONCE_BYTES, closed.length),
                bound);
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] data, String bound) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The secret does not open with " + file, e);
        }
    }

    private synchronized SecretKeySpec key() {
        if (key == null) {
            try {
                if (!Files.exists(file)) {
                    draw();
                }
                key = new SecretKeySpec(
                        Base64.getDecoder().decode(Files.readString(file).strip()), "AES");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return key;
    }

    /** Two nodes may begin at once: the file of the faster one stands. */
    private void draw() throws IOException {
        byte[] fresh = new byte[KEY_BYTES];
        RANDOM.nextBytes(fresh);
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(
                file.getParent(),
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                draft, Base64.getEncoder().encodeToString(fresh) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException other) {
            // the other node was first
        } finally {
            Files.delete(draft);
        }
    }
}
