package io.yihu.platform.web;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.Jobs;
import io.yihu.platform.Navigation;
import io.yihu.platform.YihuClock;
import io.yihu.platform.YihuProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page needs: navigation, actor, where we are, demo mark. */
@ControllerAdvice(annotations = Controller.class)
@RequiredArgsConstructor
class LayoutAdvice {
    private final Navigation navigation;
    private final YihuProperties properties;
    private final YihuClock clock;
    private final Jobs jobs;
    private final DatabaseMarker marker;

    @ModelAttribute("navigation")
    List<Navigation.Group> navigation() {
        return signedIn() ? navigation.of(CurrentActor.get()) : List.of();
    }

    @ModelAttribute("actor")
    Actor actor() {
        return signedIn() ? CurrentActor.get() : null;
    }

    /** Made before the page is written: a session cannot be opened once a long page is on its way. */
    @ModelAttribute
    void formToken(HttpServletRequest request) {
        if (signedIn() && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
    }

    @ModelAttribute("currentPath")
    String currentPath(HttpServletRequest request) {
        return request.getRequestURI();
    }

    @ModelAttribute("demoMode")
    boolean demoMode() {
        return properties.demoMode();
    }

    @ModelAttribute("clockShifted")
    boolean clockShifted() {
        return !clock.shift().isZero();
    }

    @ModelAttribute("now")
    java.time.Instant now() {
        return clock.instant();
    }

    /** The demo while it is being made, so that every page can say how far it is. */
    @ModelAttribute("seeding")
    Jobs.Row seeding() {
        return properties.demoMode() ? jobs.open("demo.seed").orElse(null) : null;
    }

    @ModelAttribute("seedingRefused")
    boolean seedingRefused() {
        return properties.demoMode()
                && properties.demo().seed()
                && marker.read("demo.refused").isPresent();
    }

    private static boolean signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor;
    }
}
