package io.yihu.organization;

import io.yihu.platform.YihuClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sends everyone whose password is initial or expired to the page that changes it, and ends sessions after half a day. */
@Component
@RequiredArgsConstructor
class PasswordGate implements HandlerInterceptor, WebMvcConfigurer {
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final YihuClock clock;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        HttpSession session = request.getSession(false);
        Instant now = clock.instant().minus(clock.shift());
        if (session != null && Instant.ofEpochMilli(session.getCreationTime()).isBefore(now.minus(LONGEST_SESSION))) {
            session.invalidate();
            response.sendRedirect("/sign-in?expired");
            return false;
        }
        if (request.getAttribute(AccountDirectory.MUST_CHANGE) == null) {
            return true;
        }
        if (request.getRequestURI().startsWith("/api/")) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            response.sendRedirect("/account");
        }
        return false;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .excludePathPatterns(
                        "/account/**",
                        "/sign-in",
                        "/error",
                        "/vendor/**",
                        "/platform/**",
                        "/organization/*.js",
                        "/*.svg");
    }
}
