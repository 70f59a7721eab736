package io.yihu.trail.merkle;

/** A tree that only grows: keeps one hash per level, tells the root at any size and hands on every completed tile. */
public final class TreeGrowth {
    /** Levels between stored nodes: a tile is 256 hashes of the stored level below. */
    public static final int TILE = 8;

    /** Receives the hash of a complete subtree whose level is a multiple of {@link #TILE}. */
    @FunctionalInterface
    public interface Tiles {
        void complete(int level, long index, byte[] hash);
    }

    private final TreeHash hash;
    private final Tiles tiles;
    private final byte[][] open = new byte[Long.SIZE][];
    private long size;

    /** Goes on from a tree of {@code size} leaves whose complete subtrees are known. */
    public TreeGrowth(TreeHash hash, long size, Subtrees known, Tiles tiles) {
        this.hash = hash;
        this.tiles = tiles;
        this.size = size;
        for (int level = 0; level < Long.SIZE - 1; level++) {
            if ((size >> level & 1) == 1) {
                open[level] = known.hash(level, (size >> level) - 1);
            }
        }
    }

    public void add(byte[] leaf) {
        byte[] running = leaf;
        int level = 0;
        while ((size >> level & 1) == 1) {
            running = hash.node(open[level], running);
            level++;
            if (level % TILE == 0) {
                tiles.complete(level, size >> level, running);
            }
        }
        open[level] = running;
        size++;
    }

    public long size() {
        return size;
    }

    public byte[] root() {
        byte[] running = null;
        for (int level = 0; level < Long.SIZE - 1; level++) {
            if ((size >> level & 1) == 1) {
                running = running == null ? open[level] : hash.node(open[level], running);
            }
        }
        return running == null ? hash.plain(new byte[0]) : running;
    }
}
