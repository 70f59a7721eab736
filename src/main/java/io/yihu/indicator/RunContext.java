package io.yihu.indicator;

import java.time.LocalDate;

/**
 * The run a step belongs to.
 *
 * @param asOf day the run looks at the world from
 * @param period first day of the last full month before {@code asOf}
 */
public record RunContext(long runId, LocalDate asOf, LocalDate period) {}
