package io.yihu.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the actor of this request in place: looked up afresh, never taken from the session. */
@RequiredArgsConstructor
class ActorFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private final List<ActorDirectory> actors;
    private final List<ApiKeyDirectory> keys;

    static String bearerKey(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = bearerKey(request);
        if (key != null) {
            act(keys.stream()
                    .flatMap(directory -> directory.byKey(key).stream())
                    .findFirst());
        } else {
            Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
            if (signedIn != null && signedIn.isAuthenticated() && !(signedIn instanceof AnonymousAuthenticationToken)) {
                act(actors.stream()
                        .flatMap(directory -> directory.byLogin(signedIn.getName()).stream())
                        .findFirst());
            }
        }
        chain.doFilter(request, response);
    }

    /** A fresh context is set for this request only; the one in the session keeps nothing but the login. */
    private static void act(Optional<Actor> actor) {
        SecurityContextHolder.setContext(new SecurityContextImpl());
        actor.ifPresent(known -> SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        known,
                        null,
                        AuthorityUtils.createAuthorityList(known.roles().stream()
                                .map(role -> "ROLE_" + role)
                                .toList()))));
    }
}
