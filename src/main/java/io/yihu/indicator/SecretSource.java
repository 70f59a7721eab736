package io.yihu.indicator;

import java.util.List;

/** A module that has thresholds says which, so that texts for taxpayers can be searched for them. */
public interface SecretSource {
    List<Secret> secrets();

    /**
     * One threshold.
     *
     * @param title of the indicator, as a text might name it
     * @param unit ratio, count, yuan, days, times, years, score, index or flag
     */
    record Secret(String title, String unit, double value) {}
}
