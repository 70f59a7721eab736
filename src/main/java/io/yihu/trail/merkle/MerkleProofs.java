package io.yihu.trail.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Roots and proofs of RFC 6962 (2.1.1, 2.1.2) and their checks after RFC 9162 (2.1.3.2, 2.1.4.2). */
@RequiredArgsConstructor
public final class MerkleProofs {
    private final TreeHash hash;

    public byte[] root(Subtrees tree, long size) {
        return size == 0 ? hash.plain(new byte[0]) : range(tree, 0, size);
    }

    public byte[] root(List<byte[]> leaves) {
        return root(over(leaves), leaves.size());
    }

    /** Hashes beside the path from leaf {@code index} to the root of the first {@code size} leaves, lowest first. */
    public List<byte[]> inclusion(Subtrees tree, long index, long size) {
        require(index >= 0 && index < size);
        List<byte[]> proof = new ArrayList<>();
        path(tree, index, 0, size, proof);
        return proof;
    }

    /** Hashes that lead from the root of the first {@code older} leaves to that of the first {@code newer}. */
    public List<byte[]> consistency(Subtrees tree, long older, long newer) {
        require(older > 0 && older <= newer);
        List<byte[]> proof = new ArrayList<>();
        subproof(tree, older, 0, newer, true, proof);
        return proof;
    }

    public boolean includes(byte[] leaf, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        byte[] running = leaf;
        for (byte[] beside : proof) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                running = hash.node(beside, running);
                int up = (place & 1) == 1 ? 0 : Long.numberOfTrailingZeros(place);
                place >>= up;
                last >>= up;
            } else {
                running = hash.node(running, beside);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(running, root);
    }

    public boolean consistent(long older, byte[] olderRoot, long newer, byte[] newerRoot, List<byte[]> proof) {
        if (older == newer) {
            return proof.isEmpty() && Arrays.equals(olderRoot, newerRoot);
        }
        if (older <= 0 || older > newer || proof.isEmpty()) {
            return false;
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(older) == 1) {
            path.add(0, olderRoot);
        }
        int down = Long.numberOfTrailingZeros(~(older - 1));
        long place = (older - 1) >> down;
        long last = (newer - 1) >> down;
        byte[] first = path.get(0);
        byte[] second = path.get(0);
        for (byte[] beside : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                first = hash.node(beside, first);
                second = hash.node(beside, second);
                int up = (place & 1) == 1 ? 0 : Long.numberOfTrailingZeros(place);
                place = up == Long.SIZE ? 0 : place >> up;
                last = up == Long.SIZE ? 0 : last >> up;
            } else {
                second = hash.node(second, beside);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(first, olderRoot) && Arrays.equals(second, newerRoot);
    }

    /** Subtrees over leaves held in memory. */
    public Subtrees over(List<byte[]> leaves) {
        return new Subtrees() {
            @Override
            public byte[] hash(int level, long index) {
                return level == 0
                        ? leaves.get((int) index)
                        : hash.node(hash(level - 1, index * 2), hash(level - 1, index * 2 + 1));
            }

            private final TreeHash hash = MerkleProofs.this.hash;
        };
    }

    private byte[] range(Subtrees tree, long from, long to) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return tree.hash(level, from >> level);
        }
        long split = from + Long.highestOneBit(width - 1);
        return hash.node(range(tree, from, split), range(tree, split, to));
    }

    private void path(Subtrees tree, long index, long from, long to, List<byte[]> proof) {
        if (to - from == 1) {
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (index < split) {
            path(tree, index, from, split, proof);
            proof.add(range(tree, split, to));
        } else {
            path(tree, index, split, to, proof);
            proof.add(range(tree, from, split));
        }
    }

    private void subproof(Subtrees tree, long older, long from, long to, boolean whole, List<byte[]> proof) {
        if (older == to - from) {
            if (!whole) {
                proof.add(range(tree, from, to));
            }
            return;
        }
        long width = Long.highestOneBit(to - from - 1);
        if (older <= width) {
            subproof(tree, older, from, from + width, whole, proof);
            proof.add(range(tree, from + width, to));
        } else {
            subproof(tree, older - width, from + width, to, false, proof);
            proof.add(range(tree, from, from + width));
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("No such place in the tree");
        }
    }
}
