/** The one-file pages of a taxpayer, a person, an office and an officer: composed from the views of all modules, every opening traced. */
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
            "performance"
        })
package io.yihu.dossier;
