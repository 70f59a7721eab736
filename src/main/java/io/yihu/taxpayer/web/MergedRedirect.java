package io.yihu.taxpayer.web;

import io.yihu.taxpayer.PersonQueries;
import io.yihu.taxpayer.SubjectQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Addresses of a merged taxpayer or person lead to the one it is part of, for those who may see that one. */
@Component
@RequiredArgsConstructor
class MergedRedirect implements HandlerInterceptor, WebMvcConfigurer {
    private static final Pattern FILE = Pattern.compile("^((?:/api/v1)?/(subject|person)s?/)(\\d{1,18})(/.*)?$");
    private final SubjectQueries subjects;
    private final PersonQueries persons;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/subject/**", "/api/v1/subjects/**", "/person/**", "/api/v1/persons/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Matcher path = FILE.matcher(
                request.getRequestURI().substring(request.getContextPath().length()));
        if (!request.getMethod().equals("GET") || !path.matches()) {
            return true;
        }
        long asked = Long.parseLong(path.group(3));
        Optional<Long> survivor = path.group(2).equals("subject")
                ? subjects.survivor(asked).filter(id -> subjects.find(id).isPresent())
                : persons.main(asked).filter(id -> persons.find(id).isPresent());
        if (survivor.isEmpty()) {
            return true;
        }
        String rest = path.group(4) == null ? "" : path.group(4);
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
        response.setHeader("Location", request.getContextPath() + path.group(1) + survivor.get() + rest + query);
        return false;
    }
}
