/** The working desk: home by role, search over everything in scope, long jobs, versions; composed from public queries and views. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform", "trail", "organization", "grid", "task", "performance"})
package io.yihu.workbench;
