package io.yihu.trail;

import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Signing keys in the data folder: drawn at first need, readable by the owner only, never in the database.
 *
 * <p>Nodes of one installation share the folder {@code trail}; public keys of earlier folders that are still trusted lie
 * in {@code trail/trusted}, one file {@code <name>.pub} each.
 */
@Component
class TrailKeys implements PublicKeys {
    private final Path folder;
    private final Map<SealSuite, KeyPair> pairs = new ConcurrentHashMap<>();

    TrailKeys(YihuProperties properties) {
        folder = properties.dataDir().resolve("trail");
    }

    String keyId(SealSuite suite) {
        return PublicKeys.idOf(pair(suite).getPublic());
    }

    /** The public key as text, to be kept where the database cannot reach. */
    String publicKey(SealSuite suite) {
        return Base64.getEncoder().encodeToString(pair(suite).getPublic().getEncoded());
    }

    byte[] sign(SealSuite suite, byte[] text) {
        try {
            Signature signature = Signature.getInstance(suite.signature(), suite.provider());
            signature.initSign(pair(suite).getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when the key is neither ours nor trusted. */
    @Override
    public Optional<Boolean> verify(SealSuite suite, String keyId, byte[] text, byte[] signature) {
        PublicKey own = pair(suite).getPublic();
        if (PublicKeys.idOf(own).equals(keyId)) {
            return Optional.of(PublicKeys.good(suite, own, text, signature));
        }
        Path trusted = folder.resolve("trusted");
        if (!Files.isDirectory(trusted)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(trusted)) {
            return PublicKeys.of(files.filter(file -> file.toString().endsWith(".pub"))
                            .toList())
                    .verify(suite, keyId, text, signature);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyPair pair(SealSuite suite) {
        return pairs.computeIfAbsent(suite, this::load);
    }

    private KeyPair load(SealSuite suite) {
        Path secret = folder.resolve(suite.name().toLowerCase() + ".key");
        Path open = folder.resolve(suite.name().toLowerCase() + ".pub");
        try {
            if (!Files.exists(secret)) {
                draw(suite, secret, open);
            }
            KeyFactory factory = KeyFactory.getInstance(suite.keyAlgorithm(), suite.provider());
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(decode(open))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(decode(secret))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key " + secret + " cannot be read", e);
        }
    }

    /** The secret is moved into place last, so a kill in between leaves no half pair. */
    private void draw(SealSuite suite, Path secret, Path open) throws IOException {
        Files.createDirectories(folder);
        KeyPair pair = suite.newKey();
        Files.writeString(
                open, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n");
        Path draft = Files.createTempFile(
                folder,
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                draft,
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(draft, secret);
    }

    private static byte[] decode(Path file) throws IOException {
        return Base64.getDecoder().decode(Files.readString(file).strip());
    }
}
