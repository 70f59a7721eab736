/** The authority watches itself: embedded controls that warn or block inside a step, scans over logs and work, findings, supervision, the heat map. */
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
package io.yihu.control;
