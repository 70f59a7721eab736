/** Registrations, subjects, parties, persons and their roles, changes, status and labels: who is taxed. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform", "trail", "exchange", "indicator", "organization"})
package io.yihu.taxpayer;
