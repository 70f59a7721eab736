package io.yihu.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Says whether a signature is good; empty when its key is none of those trusted. */
interface PublicKeys {
    Optional<Boolean> verify(SealSuite suite, String keyId, byte[] text, byte[] signature);

    /** Only these files are trusted: Base64 of the X.509 form, with or without the lines of PEM. */
    static PublicKeys of(List<Path> files) {
        return (suite, keyId, text, signature) -> files.stream()
                .flatMap(file -> read(suite, file).stream())
                .filter(key -> idOf(key).equals(keyId))
                .findFirst()
                .map(key -> good(suite, key, text, signature));
    }

    /** Empty when the file holds no key of that kind. */
    static Optional<PublicKey> read(SealSuite suite, Path file) {
        try {
            String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            return Optional.of(KeyFactory.getInstance(suite.keyAlgorithm(), suite.provider())
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean good(SealSuite suite, PublicKey key, byte[] text, byte[] signature) {
        try {
            Signature check = Signature.getInstance(suite.signature(), suite.provider());
            check.initVerify(key);
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** First eight bytes of the digest of the key. */
    static String idOf(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
