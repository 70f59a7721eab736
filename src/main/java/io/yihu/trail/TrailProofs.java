package io.yihu.trail;

import io.yihu.platform.Refusal;
import io.yihu.trail.merkle.MerkleProofs;
import io.yihu.trail.merkle.TreeHash;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Proofs for people outside: a row is in the log, the log of today continues the log of then. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class TrailProofs {
    /** A signed checkpoint: the text is what the signature is over. */
    public record SignedCheckpoint(long number, long treeSize, String text, String signature) {
        static SignedCheckpoint of(Checkpoint point) {
            return new SignedCheckpoint(
                    point.number(),
                    point.treeSize(),
                    point.text(),
                    Base64.getEncoder().encodeToString(point.signature()));
        }
    }

    /** The row's hash with the hashes beside its path, lowest first; {@code holds} as this server computes it now. */
    public record Inclusion(
            long seq,
            long actionId,
            String row,
            String leaf,
            List<String> path,
            SignedCheckpoint checkpoint,
            boolean holds) {}

    /** Hashes that lead from the older root to the newer. */
    public record Consistency(SignedCheckpoint older, SignedCheckpoint newer, List<String> path, boolean holds) {}

    /** How the log is sealed: what a verifier must know beforehand. */
    public record LogState(String id, String suite, String keyId, String publicKey, SignedCheckpoint last) {}

    private final SealStore store;
    private final TrailKeys keys;

    /** Empty before the first segment. */
    public Optional<LogState> state() {
        return store.log()
                .map(log -> new LogState(
                        log.id(),
                        log.suite().name(),
                        keys.keyId(log.suite()),
                        keys.publicKey(log.suite()),
                        store.last().map(SignedCheckpoint::of).orElse(null)));
    }

    public List<SignedCheckpoint> checkpoints(long from, int limit) {
        return store.checkpoints(from, limit).stream().map(SignedCheckpoint::of).toList();
    }

    /** Inclusion of a sealed row in the newest checkpoint. */
    public Inclusion inclusion(long seq) {
        TreeHash hash = hash();
        Checkpoint last = store.last().orElseThrow(Refusal::notFound);
        ActionRow row = store.sealedRow(seq).orElseThrow(Refusal::notFound);
        byte[] leaf = hash.leaf(row.canonical());
        MerkleProofs proofs = new MerkleProofs(hash);
        List<byte[]> path = proofs.inclusion(store.subtrees(hash), seq, last.treeSize());
        return new Inclusion(
                seq,
                row.id(),
                new String(row.canonical(), java.nio.charset.StandardCharsets.UTF_8),
                HexFormat.of().formatHex(leaf),
                hex(path),
                SignedCheckpoint.of(last),
                proofs.includes(leaf, seq, last.treeSize(), path, last.root()));
    }

    public Consistency consistency(long olderNumber, long newerNumber) {
        Checkpoint older = store.checkpoint(olderNumber).orElseThrow(Refusal::notFound);
        Checkpoint newer = store.checkpoint(newerNumber).orElseThrow(Refusal::notFound);
        if (older.treeSize() > newer.treeSize()) {
            throw Refusal.invalid("trail.consistency.order");
        }
        TreeHash hash = hash();
        MerkleProofs proofs = new MerkleProofs(hash);
        List<byte[]> path = proofs.consistency(store.subtrees(hash), older.treeSize(), newer.treeSize());
        return new Consistency(
                SignedCheckpoint.of(older),
                SignedCheckpoint.of(newer),
                hex(path),
                proofs.consistent(older.treeSize(), older.root(), newer.treeSize(), newer.root(), path));
    }

    private TreeHash hash() {
        return store.log().orElseThrow(Refusal::notFound).suite().hash();
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }
}
