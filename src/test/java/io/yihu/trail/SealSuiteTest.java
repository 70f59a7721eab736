package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.trail.merkle.MerkleProofs;
import io.yihu.trail.merkle.TreeHash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The two suites against the examples printed in their standards. */
class SealSuiteTest {
    /** GB/T 32905-2016, annex A. */
    @ParameterizedTest
    @CsvSource({
        "1, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0, abc",
        "16, debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732, abcd"
    })
    void sm3HashesTheExamplesOfItsStandard(int times, String expected, String text) {
        byte[] data = text.repeat(times).getBytes(StandardCharsets.US_ASCII);
        assertThat(HexFormat.of().formatHex(SealSuite.SM3_SM2.hash().plain(data)))
                .isEqualTo(expected);
    }

    /** The signature example of GB/T 32918 over its recommended curve (GB/T 32918.5-2017, annex A), user 1234567812345678. */
    @Test
    void sm2AcceptsTheSignatureOfItsStandardAndNoOther() throws Exception {
        var curve = GMNamedCurves.getByName("sm2p256v1");
        var domain = new ECNamedCurveParameterSpec("sm2p256v1", curve.getCurve(), curve.getG(), curve.getN());
        var point = curve.getCurve()
                .createPoint(
                        new BigInteger("09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020", 16),
                        new BigInteger("CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13", 16));
        PublicKey key = KeyFactory.getInstance("EC", SealSuite.SM3_SM2.provider())
                .generatePublic(new ECPublicKeySpec(point, domain));
        BigInteger r = new BigInteger("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3", 16);
        BigInteger s = new BigInteger("B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA", 16);
        byte[] signature = new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded();
        byte[] other = new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s.add(BigInteger.ONE))})
                .getEncoded();
        byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);

        assertThat(PublicKeys.good(SealSuite.SM3_SM2, key, message, signature)).isTrue();
        assertThat(PublicKeys.good(SealSuite.SM3_SM2, key, message, other)).isFalse();
        assertThat(PublicKeys.good(SealSuite.SM3_SM2, key, "message digesT".getBytes(), signature))
                .isFalse();
    }

    /** RFC 8032, 7.1, test 2. */
    @Test
    void ed25519AcceptsTheSignatureOfItsStandard() throws Exception {
        byte[] x509 = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        PublicKey key =
                KeyFactory.getInstance("Ed25519").generatePublic(new java.security.spec.X509EncodedKeySpec(x509));
        byte[] signature = HexFormat.of()
                .parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(PublicKeys.good(SealSuite.SHA256_ED25519, key, new byte[] {0x72}, signature))
                .isTrue();
        assertThat(PublicKeys.good(SealSuite.SHA256_ED25519, key, new byte[] {0x73}, signature))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(SealSuite.class)
    void eachSuiteSignsAndProves(SealSuite suite) throws Exception {
        KeyPair pair = suite.newKey();
        Signature signing = Signature.getInstance(suite.signature(), suite.provider());
        signing.initSign(pair.getPrivate());
        signing.update("检查点".getBytes(StandardCharsets.UTF_8));
        byte[] signature = signing.sign();
        assertThat(PublicKeys.good(suite, pair.getPublic(), "检查点".getBytes(StandardCharsets.UTF_8), signature))
                .isTrue();
        assertThat(PublicKeys.good(
                        suite, suite.newKey().getPublic(), "检查点".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();

        TreeHash hash = suite.hash();
        MerkleProofs proofs = new MerkleProofs(hash);
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < 37; i++) {
            leaves.add(hash.leaf(new byte[] {(byte) i}));
        }
        byte[] root = proofs.root(leaves);
        byte[] older = proofs.root(leaves.subList(0, 21));
        for (int i = 0; i < leaves.size(); i++) {
            List<byte[]> path = proofs.inclusion(proofs.over(leaves), i, leaves.size());
            assertThat(proofs.includes(leaves.get(i), i, leaves.size(), path, root))
                    .isTrue();
            assertThat(proofs.includes(leaves.get((i + 1) % 37), i, leaves.size(), path, root))
                    .isFalse();
        }
        assertThat(proofs.consistent(21, older, 37, root, proofs.consistency(proofs.over(leaves), 21, 37)))
                .isTrue();
    }
}
