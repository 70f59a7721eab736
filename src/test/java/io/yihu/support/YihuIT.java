package io.yihu.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;

/**
 * The whole application on a real PostgreSQL, empty of everything but reference rows before each test class.
 *
 * <p>All such tests share one context: do not add properties or mock beans.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(properties = {"yihu.mode=demo", "yihu.demo.seed=false", "yihu.trail.seal-every=0s"})
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestDatabase.Fresh.class)
@TestExecutionListeners(
        listeners = CleanDatabase.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface YihuIT {}
