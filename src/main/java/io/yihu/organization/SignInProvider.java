package io.yihu.organization;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Turns a judged sign-in into an authentication; the session keeps nothing but the login. */
@Component
@RequiredArgsConstructor
class SignInProvider implements AuthenticationProvider {
    private final SignInCheck check;
    private final Passwords passwords;

    @Override
    public Authentication authenticate(Authentication presented) {
        String login = SignInCheck.normalised(presented.getName());
        String password = String.valueOf(presented.getCredentials());
        String ip =
                presented.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
        return switch (judged(login, password, ip)) {
            case RIGHT -> UsernamePasswordAuthenticationToken.authenticated(login, null, List.of());
            case WRONG -> throw new BadCredentialsException("wrong");
            case LOCKED -> throw new LockedException("locked");
        };
    }

    private SignInCheck.Outcome judged(String login, String password, String ip) {
        try {
            return passwords.inTurn(() -> check.check(login, password, ip));
        } catch (IllegalStateException busy) {
            throw new AuthenticationServiceException("busy", busy);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
