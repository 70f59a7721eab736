package io.yihu.workbench.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** Files are encoded by the response, which knows their hash; pages are not. */
class AssetLinksTest {
    @Test
    void onlyFilesAreLookedFor() {
        assertThat(rendered("@{/platform/yihu.css}")).contains("[/platform/yihu.css]");
        assertThat(rendered("@{/vendor/a.b/tabler.min.css(v=1)}")).contains("[/vendor/a.b/tabler.min.css?v=1]");
        assertThat(rendered("@{/subject/{id}/sales/{b}(id=1,b=2,from='2025-05.')}"))
                .contains("\"/subject/1/sales/2?from=2025-05.\"");
        assertThat(rendered("@{/vendor.d/page}")).contains("\"/vendor.d/page\"");
        assertThat(rendered("@{''(lang='en')}")).contains("\"?lang=en\"");
    }

    private static String rendered(String link) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        engine.setLinkBuilder(new AssetLinks());
        MockServletContext servlet = new MockServletContext();
        MockHttpServletResponse response = new MockHttpServletResponse() {
            @Override
            public String encodeURL(String url) {
                return "[" + url + "]";
            }
        };
        var exchange = JakartaServletWebApplication.buildApplication(servlet)
                .buildExchange(new MockHttpServletRequest(servlet), response);
        return engine.process("<a th:href=\"" + link + "\"></a>", new WebContext(exchange, Locale.ROOT));
    }
}
