/** Seeded, fictitious data with planted truth at any size, played through the real services; owns no tables. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "platform",
            "exchange",
            "indicator",
            "organization",
            "taxpayer",
            "invoice",
            "grid",
            "task",
            "task :: directive",
            "task :: region",
            "task :: outcome",
            "task :: thread",
            "risk",
            "guidance",
            "control"
        })
package io.yihu.demo;
