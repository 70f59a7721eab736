package io.yihu.indicator;

import java.util.List;
import java.util.Map;

/** Says which models look at which indicators; implemented by the module that has models. */
public interface IndicatorUsage {
    /** A model that looks at an indicator, and the page that shows it. */
    record Use(String titleZh, String titleEn, int version, String link) {}

    /** By indicator code, of the versions that judge now. */
    Map<String, List<Use>> now();
}
