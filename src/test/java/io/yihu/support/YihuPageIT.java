package io.yihu.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application with the demo of size S behind a real port, walked with a real browser.
 *
 * <p>All such tests share one context and one demo, made once: a test leaves nothing behind that another would trip over.
 * Without a Chromium they are skipped and say so; with {@code YIHU_BROWSER=required} they fail instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(Browser.Needed.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"yihu.mode=demo", "yihu.demo.seed=false"})
@ContextConfiguration(initializers = TestDatabase.Fresh.class)
public @interface YihuPageIT {}
