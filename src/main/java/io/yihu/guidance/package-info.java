/** Service that comes by itself: an event finds the taxpayers, the wording and the officer; the message, its answer and the signing are one file. */
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
package io.yihu.guidance;
