package io.yihu.trail;

import io.yihu.trail.merkle.MerkleProofs;
import io.yihu.trail.merkle.TreeGrowth;
import io.yihu.trail.merkle.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns committed rows into the next segment of the tree, in one transaction: killed at any point it has either sealed
 * them or not. One node seals at a time.
 *
 * <p>A row belongs to the first segment cut after its transaction ended, however long that transaction ran and whatever
 * its id; so no late row is lost and none needs to wait for a slower one.
 */
@Component
@RequiredArgsConstructor
class Sealer {
    static final int BATCH = 8192;
    private final SealStore store;
    private final TrailKeys keys;
    private final TrailProperties properties;
    private final PlatformTransactionManager transactions;

    /** Seals until nothing committed is left open; returns the number of rows. */
    long sealAll() {
        long sealed = 0;
        for (int rows = seal(BATCH); rows > 0; rows = seal(BATCH)) {
            sealed += rows;
        }
        return sealed;
    }

    /** Seals one segment of about {@code batch} rows; 0 when there is nothing to seal or another node is at it. */
    int seal(int batch) {
        return new TransactionTemplate(transactions).execute(status -> store.lock() ? segment(batch) : 0);
    }

    private int segment(int batch) {
        Optional<Checkpoint> last = store.last();
        CommitSnapshot from =
                last.map(Checkpoint::snapshot).map(CommitSnapshot::parse).orElse(CommitSnapshot.NONE);
        CommitSnapshot now = store.snapshot();
        boolean restored = now.startedAnewAfter(from);
        CommitSnapshot to = restored ? now : shortened(from, now, batch);
        TreeHash hash =
                store.log().map(SealStore.Log::suite).orElse(properties.suite()).hash();
        List<SealStore.Open> rows = restored ? store.unnumbered(now, hash) : store.rows(from, to, hash);
        if (!rows.isEmpty()) {
            append(rows, last, to);
        }
        return rows.size();
    }

    /** One transaction is never cut in two, however many rows it wrote. */
    private CommitSnapshot shortened(CommitSnapshot from, CommitSnapshot to, int batch) {
        return store.cut(from, to, batch)
                .map(txid ->
                        store.firstTransaction(from, to).filter(txid::equals).isPresent() ? txid + 1 : txid)
                .map(to::before)
                .orElse(to);
    }

    private void append(List<SealStore.Open> rows, Optional<Checkpoint> last, CommitSnapshot snapshot) {
        SealStore.Log log = store.log().orElseGet(this::newLog);
        TreeHash hash = log.suite().hash();
        List<Integer> levels = new ArrayList<>();
        List<Long> indexes = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        long first = last.map(Checkpoint::treeSize).orElse(0L);
        TreeGrowth tree = new TreeGrowth(hash, first, store.subtrees(hash), (level, index, node) -> {
            levels.add(level);
            indexes.add(index);
            hashes.add(node);
        });
        List<byte[]> leaves = rows.stream().map(SealStore.Open::leaf).toList();
        leaves.forEach(tree::add);
        Checkpoint point = new Checkpoint(
                last.map(before -> before.number() + 1).orElse(0L),
                log.id(),
                first,
                tree.size(),
                tree.root(),
                new MerkleProofs(hash).root(leaves),
                snapshot.toString(),
                store.now(),
                last.map(before -> hash.plain(before.bytes())).orElse(null),
                keys.keyId(log.suite()),
                null);
        store.addSealed(
                first, point.number(), rows.stream().map(SealStore.Open::id).toList(), leaves);
        store.addNodes(levels, indexes, hashes);
        store.add(point.signed(keys.sign(log.suite(), point.bytes())));
    }

    private SealStore.Log newLog() {
        SealStore.Log log = new SealStore.Log(UUID.randomUUID().toString(), properties.suite());
        store.create(log);
        return log;
    }
}
