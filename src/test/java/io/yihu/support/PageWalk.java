package io.yihu.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.yihu.demo.DemoSeeding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person in front of a screen: signs in, opens pages, looks at them; anything the browser complains about fails the test. */
@YihuPageIT
public abstract class PageWalk {
    protected static final int DESK = 1440;
    protected static final int PHONE = 390;
    private static final String AXE = read("/vendor/axe.min.js");
    private static boolean seeded;

    @LocalServerPort
    private int port;

    @Autowired
    private DemoSeeding demo;

    @Autowired
    protected JdbcClient jdbc;

    protected Page page;
    private BrowserContext context;
    private final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void openBrowser() {
        seedOnce(demo);
        context = Browser.get()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(DESK, 900)
                        .setLocale("zh-CN")
                        .setTimezoneId("Asia/Shanghai")
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // a form that a control stopped comes back with 409: that is an answer, no fault of the page
            if (message.type().equals("error") && !message.text().contains("status of 409")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    private static synchronized void seedOnce(DemoSeeding demo) {
        if (!seeded) {
            demo.seedNow();
            seeded = true;
        }
    }

    @AfterEach
    void closeBrowser() {
        context.close();
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    protected void open(String path) {
        page.navigate("http://localhost:" + port + path);
    }

    /** Signs in by the form, as a person would, with the demo's shown password. */
    protected void signIn(String login) {
        context.clearCookies();
        open("/sign-in");
        page.locator("input[name=login]").fill(login);
        page.locator("input[name=password]").fill(DemoSeeding.PASSWORD);
        page.locator("form[action='/sign-in'] button[type=submit]").click();
        assertThat(page.url()).as("signed in as " + login).doesNotContain("/sign-in");
    }

    /** Takes pictures at desk and phone width, looks for serious accessibility faults and for pages wider than the phone. */
    protected void look(String name) {
        page.setViewportSize(DESK, 900);
        picture(name + "-" + DESK);
        accessible(name);
        page.setViewportSize(PHONE, 844);
        picture(name + "-" + PHONE);
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        page.setViewportSize(DESK, 900);
        assertThat(width).as(name + " needs no sideways scrolling on a phone").isLessThanOrEqualTo(PHONE);
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots", name + ".png"))
                .setFullPage(true));
    }

    @SuppressWarnings("unchecked")
    private void accessible(String name) {
        page.evaluate(AXE);
        var found = (List<Map<String, Object>>) page.evaluate("""
                async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                  .filter(v => v.impact === 'serious' || v.impact === 'critical')
                  .map(v => ({rule: v.id, impact: v.impact, where: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}))""");
        assertThat(found).as("serious accessibility faults of " + name).isEmpty();
    }

    /** Text as the reader sees it. */
    protected String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    /** Follows the first link or button with this text in the page's own content. */
    protected void click(String text) {
        page.locator("main")
                .locator("a, button, summary")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first()
                .click();
        page.waitForLoadState();
    }

    private static String read(String resource) {
        try (InputStream in = PageWalk.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
