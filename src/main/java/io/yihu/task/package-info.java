/** Matters, work orders and tasks: raised, merged, dispatched, handled step by step, approved by another person, closed. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform", "trail", "indicator", "taxpayer", "grid"})
package io.yihu.task;
