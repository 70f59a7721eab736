/** Indicators as expressions over frames, runs and their steps, vectors with NULL for no data, scorecards; knows no tax concept. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform", "trail"})
package io.yihu.indicator;
