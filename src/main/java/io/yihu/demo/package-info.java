/** Seeded, fictitious data with planted truth at any size, played through the real services; owns no tables. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "platform",
            "exchange",
            "indicator",
            "organization",
            "taxpayer",
            "grid",
            "task",
            "risk",
            "guidance",
            "control"
        })
package io.yihu.demo;
