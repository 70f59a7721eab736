package io.yihu.indicator;

/**
 * One step of a run.
 *
 * @param before rows of the same step in the run before
 */
public record RunStepRow(String code, String state, Long rows, Double seconds, Long before) {}
