/** Risk of taxpayers: scorecard models over indicator vectors, ranked and explained findings, levels with memory, labels from what people found out. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "platform",
            "trail",
            "exchange",
            "indicator",
            "organization",
            "taxpayer",
            "invoice",
            "grid",
            "task"
        })
package io.yihu.risk;
