package io.yihu.workbench.web;

import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;

/**
 * Lets only links to files be searched among the static resources for their hash.
 *
 * <p>Otherwise every link to a page is looked for in all places of the class path, found nowhere and looked for again by the next row:
 * half the time of a page with a long table.
 */
class AssetLinks extends StandardLinkBuilder {
    @Override
    protected String processLink(IExpressionContext context, String link) {
        return file(link) ? super.processLink(context, link) : link;
    }

    private static boolean file(String link) {
        String path = link.split("[?#]", 2)[0];
        return path.lastIndexOf('.') > path.lastIndexOf('/');
    }
}
