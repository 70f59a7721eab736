package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of ours declares who may call it. */
@YihuIT
class EndpointPolicyIT {
    private static final List<Class<? extends Annotation>> DECLARATIONS =
            List.of(RolesAllowed.class, PermitAll.class, DenyAll.class, PreAuthorize.class);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Test
    void everyRouteDeclaresWhoMayCallIt() {
        List<String> undeclared = mapping.getHandlerMethods().values().stream()
                .filter(handler -> handler.getBeanType().getPackageName().startsWith("io.yihu"))
                .filter(handler -> DECLARATIONS.stream().noneMatch(declaration -> declares(handler, declaration)))
                .map(HandlerMethod::toString)
                .sorted()
                .toList();
        assertThat(undeclared).as("routes without a declared right").isEmpty();
    }

    private static boolean declares(HandlerMethod handler, Class<? extends Annotation> declaration) {
        return handler.hasMethodAnnotation(declaration)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), declaration);
    }
}
