package io.yihu.guard;

import io.yihu.YihuApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Modules meet only through their root packages, without cycles, and only where package-info allows. */
class ModularityTest {
    @Test
    void modulesKeepTheirBorders() {
        ApplicationModules.of(YihuApplication.class).verify();
    }
}
