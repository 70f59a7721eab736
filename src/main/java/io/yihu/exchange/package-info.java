/** Feeds in and data out: column mappings, batches, staging, rejects, lineage, API keys; knows no tax concept. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform", "trail"})
package io.yihu.exchange;
