package io.yihu.trail.merkle;

import java.security.MessageDigest;
import java.util.function.Supplier;

/** Hashes of a tree as RFC 6962 section 2.1 has them, over any message digest; safe for many threads. */
public final class TreeHash {
    private final ThreadLocal<MessageDigest> digests;

    /** One digest is made for each thread that hashes. */
    public TreeHash(Supplier<MessageDigest> digests) {
        this.digests = ThreadLocal.withInitial(digests);
    }

    /** H(0x00 ‖ data). */
    public byte[] leaf(byte[] data) {
        return leaf(data, data.length);
    }

    /** H(0x00 ‖ the first {@code length} bytes of data). */
    public byte[] leaf(byte[] data, int length) {
        MessageDigest digest = digests.get();
        digest.update((byte) 0);
        digest.update(data, 0, length);
        return digest.digest();
    }

    /** H(0x01 ‖ left ‖ right). */
    public byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = digests.get();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /** H(data): the root of the empty tree, and the link between checkpoints. */
    public byte[] plain(byte[] data) {
        return digests.get().digest(data);
    }

    public int length() {
        return digests.get().getDigestLength();
    }
}
