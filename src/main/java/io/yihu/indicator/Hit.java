package io.yihu.indicator;

/**
 * A condition a subject has met.
 *
 * @param share of the raw score, 0 to 1
 * @param hard its hard rule is met
 */
public record Hit(String code, double value, double severity, double weight, double share, boolean hard) {}
