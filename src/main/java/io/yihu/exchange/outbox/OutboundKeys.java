package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter.Settings;
import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Signs what goes out and checks what comes back: Ed25519 with a pair of our own and the receiver's public key, or HMAC with a
 * secret shared with one target. Keys lie in the data folder, which nodes of one installation share, never in the database.
 */
@Component
class OutboundKeys {
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Path folder;
    private KeyPair pair;

    OutboundKeys(YihuProperties properties) {
        folder = properties.dataDir().resolve("outbound");
    }

    /** Our public key as text, for receivers. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(pair().getPublic().getEncoded());
    }

    /** Draws a new shared secret for a target; this answer is the only time it is shown. */
    String newSecret(String target) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        String text = Base64.getEncoder().encodeToString(secret);
        try {
            Files.move(draft(text), secretFile(target), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text;
    }

    boolean hasSecret(String target) {
        return Files.exists(secretFile(target));
    }

    String sign(Settings settings, String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(settings.scheme().equals("HMAC") ? mac(settings, text) : signed(text));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Message to " + settings.code() + " cannot be signed", e);
        }
    }

    /** False also where there is no key to check with: what cannot be checked counts as forged. */
    boolean verify(Settings settings, String text, String signature) {
        if (signature == null) {
            return false;
        }
        try {
            byte[] given = Base64.getDecoder().decode(signature);
            if (settings.scheme().equals("HMAC")) {
                return hasSecret(settings.code()) && MessageDigest.isEqual(mac(settings, text), given);
            }
            if (settings.publicKey() == null) {
                return false;
            }
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(publicKey(settings.publicKey()));
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(given);
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            return false;
        }
    }

    /** Throws where the text is no Ed25519 public key. */
    static PublicKey publicKey(String text) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
    }

    private byte[] signed(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair().getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    private byte[] mac(Settings settings, String text) throws GeneralSecurityException, IOException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(decode(secretFile(settings.code())), "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path secretFile(String target) {
        return folder.resolve(target.toLowerCase(java.util.Locale.ROOT) + ".secret");
    }

    private synchronized KeyPair pair() {
        if (pair == null) {
            Path secret = folder.resolve("ed25519.key");
            try {
                if (!Files.exists(secret)) {
                    draw(secret);
                }
                String[] halves = Files.readString(secret).strip().split("\\s+");
                KeyFactory factory = KeyFactory.getInstance("Ed25519");
                pair = new KeyPair(
                        publicKey(halves[1]),
                        factory.generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0]))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The key " + secret + " cannot be read", e);
            }
        }
        return pair;
    }

    /** Two nodes may begin at once: the file of the faster one stands. */
    private void draw(Path secret) throws IOException, GeneralSecurityException {
        KeyPair fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Base64.Encoder base64 = Base64.getEncoder();
        Path draft = draft(base64.encodeToString(fresh.getPrivate().getEncoded()) + "\n"
                + base64.encodeToString(fresh.getPublic().getEncoded()));
        try {
            Files.createLink(secret, draft);
        } catch (FileAlreadyExistsException other) {
            // the other node was first
        } finally {
            Files.delete(draft);
        }
    }

    private Path draft(String text) throws IOException {
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(
                folder,
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(draft, text + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static byte[] decode(Path file) throws IOException {
        return Base64.getDecoder().decode(Files.readString(file).strip());
    }
}
