/** Scores nobody typed: unit events from finished work, indicators as sums over them, offices and officers compared fairly. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform", "trail", "indicator", "organization", "exchange"})
package io.yihu.performance;
