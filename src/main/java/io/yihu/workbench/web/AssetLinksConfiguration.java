package io.yihu.workbench.web;

import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Gives the templates {@link AssetLinks}. */
@Configuration
class AssetLinksConfiguration {
    AssetLinksConfiguration(SpringTemplateEngine templates) {
        templates.setLinkBuilder(new AssetLinks());
    }
}
