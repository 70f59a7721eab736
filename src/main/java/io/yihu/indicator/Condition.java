package io.yihu.indicator;

/**
 * One line of a scorecard.
 *
 * @param place of the indicator in the vector
 * @param hardPlace of its hard rule in the vector, -1 when it has none or the model does not use it
 */
public record Condition(String code, int place, int hardPlace, Thresholds thresholds, double weight) {}
