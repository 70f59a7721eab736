/** Invoices, items, quotas, usages and returns; monthly facts and pair edges kept up while loading. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform", "trail", "exchange", "indicator", "organization", "taxpayer"})
package io.yihu.invoice;
