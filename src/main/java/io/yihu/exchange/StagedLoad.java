package io.yihu.exchange;

import io.yihu.platform.Roles;
import java.util.List;
import java.util.Optional;

/** How a register takes in one canonical feed; implemented by the module that owns the register, set-based. */
public interface StagedLoad {
    FeedSchema schema();

    /** Roles whose holders may send this feed by page and see its rows: taxpayers are no matter of the administrators. */
    default List<String> importers() {
        return List.of(Roles.SUPERVISOR);
    }

    /** Why a file of this feed may not be taken in now: {@code exchange.refused.<reason>}; the file is then not read. */
    default Optional<String> refusal() {
        return Optional.empty();
    }

    /** Its records are shown to nobody as they were sent: no preview, no rejected values, and the file goes once it is loaded. */
    default boolean confidential() {
        return false;
    }

    /** Checks that need other rows or registers; type and code checks are done before. */
    default List<StagedCheck> checks() {
        return List.of();
    }

    /** Parts merged each in its own transaction, in order; a killed merge goes on with the first not done; asked once, in a transaction. */
    default List<String> slices(StagedBatch batch) {
        return List.of("");
    }

    /**
     * Work before the first slice is merged, such as letting unknown parties in: in a transaction of its own, beside the first
     * preparations; done again when a killed merge goes on.
     */
    default void open(StagedBatch batch) {}

    /**
     * Work for a slice that nobody can see yet, such as filling a table nobody reads: done in a transaction of its own, on another
     * thread, while slices before are merged. {@link #merge} must manage without.
     */
    default void prepare(StagedBatch batch, String slice) {}

    /** True when {@link #prepare} does something. */
    default boolean preparesAhead() {
        return false;
    }

    /** Merges one slice; runs inside a transaction of exchange; must be idempotent. */
    MergeCounts merge(StagedBatch batch, String slice);

    /** Work after the last slice, such as planner statistics; may run twice. */
    default void finish(StagedBatch batch) {}
}
