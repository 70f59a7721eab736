package io.yihu.indicator;

/**
 * One step of a run.
 *
 * @param before rows of the same step in the run before
 * @param units into how many units it is cut; 0 where one node does it whole
 */
public record RunStepRow(
        String code,
        String state,
        Long rows,
        Double seconds,
        Long before,
        Double secondsBefore,
        int units,
        int unitsDone) {}
