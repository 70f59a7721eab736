package io.yihu.trail;

import io.yihu.trail.merkle.TreeHash;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Which digest and signature a log is sealed with; drawn with the log and never changed for it. */
enum SealSuite {
    SHA256_ED25519("SHA-256", "Ed25519", "Ed25519", "Ed25519", null),
    SM3_SM2("SM3", "EC", "sm2p256v1", "SM3withSM2", new BouncyCastleProvider());

    private final String digest;
    private final String keyAlgorithm;
    private final String curve;
    private final String signature;
    private final Provider provider;
    private final TreeHash hash = new TreeHash(this::digest);

    SealSuite(String digest, String keyAlgorithm, String curve, String signature, Provider own) {
        this.digest = digest;
        this.keyAlgorithm = keyAlgorithm;
        this.curve = curve;
        this.signature = signature;
        this.provider = own != null
                ? own
                : Arrays.stream(Security.getProviders("Signature." + signature))
                        .findFirst()
                        .orElseThrow();
    }

    TreeHash hash() {
        return hash;
    }

    KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm, provider);
            generator.initialize(
                    this == SM3_SM2 ? new java.security.spec.ECGenParameterSpec(curve) : new NamedParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    String signature() {
        return signature;
    }

    Provider provider() {
        return provider;
    }

    private MessageDigest digest() {
        try {
            return this == SM3_SM2 ? MessageDigest.getInstance(digest, provider) : MessageDigest.getInstance(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
