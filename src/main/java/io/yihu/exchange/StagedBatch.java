package io.yihu.exchange;

/**
 * A file that stands parsed and typed in its own staging table.
 *
 * @param table qualified name; one column per feed column with its SQL type, plus {@code line_no bigint not null}
 * @param source where the file came from, kept as lineage on every row
 */
public record StagedBatch(long batchId, String table, String source) {}
