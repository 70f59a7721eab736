package io.yihu.organization;

import io.yihu.platform.YihuClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sends everyone whose sign-in is not complete (code, password, set-up of a second factor) to the page that completes it, and ends old sessions. */
@Component
@RequiredArgsConstructor
class PasswordGate implements HandlerInterceptor, WebMvcConfigurer {
    private final YihuClock clock;
    private final SignInProperties properties;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        HttpSession session = request.getSession(false);
        Instant now = clock.instant().minus(clock.shift());
        if (session != null
                && Instant.ofEpochMilli(session.getCreationTime()).isBefore(now.minus(properties.longestSession()))) {
            session.invalidate();
            response.sendRedirect("/sign-in?expired");
            return false;
        }
        String first = first(request);
        if (first == null || request.getRequestURI().startsWith(first)) {
            return true;
        }
        if (request.getRequestURI().startsWith("/api/")) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            response.sendRedirect(first);
        }
        return false;
    }

    /** The one page that is open until its business is done, or null. */
    private static String first(HttpServletRequest request) {
        Object factor = request.getAttribute(AccountDirectory.FACTOR);
        if ("code".equals(factor)) {
            return "/sign-in/code";
        }
        if (request.getAttribute(AccountDirectory.MUST_CHANGE) != null) {
            return "/account";
        }
        return factor == null ? null : "/account/second-factor";
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .excludePathPatterns(
                        "/sign-in", "/error", "/vendor/**", "/platform/**", "/organization/*.js", "/*.svg");
    }
}
