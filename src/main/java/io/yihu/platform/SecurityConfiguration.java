package io.yihu.platform;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** One filter chain: everything needs a sign-in or a key; each route says its roles by {@code @RolesAllowed}. */
@Configuration
@EnableMethodSecurity(jsr250Enabled = true)
class SecurityConfiguration {
    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
            + " object-src 'none'";

    @Bean
    SecurityFilterChain chain(HttpSecurity http, ActorFilter actorFilter) throws Exception {
        RequestMatcher api = PathPatternRequestMatcher.withDefaults().matcher("/api/**");
        RequestMatcher bearer = request -> ActorFilter.bearerKey(request) != null;
        RequestMatcher folder = request ->
                request.getRequestURI().length() > 1 && request.getRequestURI().endsWith("/");
        http.authorizeHttpRequests(requests -> requests.requestMatchers(folder)
                        .denyAll()
                        .requestMatchers(
                                "/sign-in",
                                "/setup",
                                "/error",
                                "/favicon*.svg",
                                "/favicon.ico",
                                "/vendor/**",
                                "/platform/*.css",
                                "/platform/*.js",
                                "/platform/*.svg",
                                "/demo/progress",
                                "/organization/sign-in*.js",
                                "/guidance/t/*",
                                "/guidance/notice/**",
                                "/guidance/notice",
                                "/guidance/portal",
                                "/guidance/portal/**",
                                "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/sign-in")
                        .loginProcessingUrl("/sign-in")
                        .usernameParameter("login")
                        .defaultSuccessUrl("/", false)
                        .failureUrl("/sign-in?failed"))
                .logout(logout -> logout.logoutUrl("/sign-out")
                        .logoutSuccessUrl("/sign-in?out")
                        .invalidateHttpSession(true)
                        .addLogoutHandler(new HeaderWriterLogoutHandler(
                                new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.STORAGE)))
                        .deleteCookies("SESSION"))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
                .csrf(csrf -> csrf.ignoringRequestMatchers(bearer))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                                (request, response, failure) -> response.sendError(401), api)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/sign-in"), request -> true))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CSP))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)))
                .addFilterBefore(actorFilter, AuthorizationFilter.class);
        return http.build();
    }

    /** Two requests of one session at once may write the same attribute: the later one stands, nobody gets an error. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionsWrittenTwiceAtOnce() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** After sign-in one returns to the page one asked for, never to a picture or an answer in JSON. */
    private static HttpSessionRequestCache pagesOnly() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> "GET".equals(request.getMethod())
                && String.valueOf(request.getHeader("Accept")).contains("text/html")
                && request.getHeader("HX-Request") == null);
        return cache;
    }

    @Bean
    ActorFilter actorFilter(List<ActorDirectory> actors, List<ApiKeyDirectory> keys) {
        return new ActorFilter(actors, keys);
    }

    /** The filter belongs to the security chain only. */
    @Bean
    org.springframework.boot.web.servlet.FilterRegistrationBean<ActorFilter> actorFilterOutsideChain(
            ActorFilter filter) {
        var registration = new org.springframework.boot.web.servlet.FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
