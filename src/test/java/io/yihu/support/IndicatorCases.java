package io.yihu.support;

import java.util.Set;

/** Which indicators have a test case. */
public final class IndicatorCases {
    private IndicatorCases() {}

    public static Set<String> codes() {
        return Set.of();
    }
}
