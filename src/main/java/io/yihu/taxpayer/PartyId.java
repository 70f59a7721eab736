package io.yihu.taxpayer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;

/** Number of a party: the first eight bytes of the MD5 of its tax id, the same as {@code taxpayer.party_id} in SQL. */
public final class PartyId {
    private PartyId() {}

    /** A tax id as it is compared: no spaces, half width, upper case; null when nothing is left. */
    public static String normalise(String taxId) {
        if (taxId == null) {
            return null;
        }
        String plain = Normalizer.normalize(taxId, Normalizer.Form.NFKC)
                .replace(" ", "")
                .toUpperCase(Locale.ROOT);
        return plain.isEmpty() ? null : plain;
    }

    /** Signed 64-bit digest of the normalised tax id. */
    public static long of(String taxId) {
        return digest(normalise(taxId));
    }

    /** First eight bytes of the MD5 of a text, big endian. */
    public static long digest(String text) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(md5).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
