package io.yihu.organization;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuProperties;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/** Nobody is signed in at more places at once than allowed: a new session ends the oldest, on whatever node it began. */
@Component
@RequiredArgsConstructor
class SessionLimit {
    private final Sessions sessions;
    private final SignInProperties properties;
    private final YihuProperties yihu;
    private final SessionTrailService trail;
    private final AccountDirectory actors;

    /** The new session is not in the database yet. */
    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        String login = event.getAuthentication().getName();
        int ended = sessions.endOldest(login, properties.sessions(yihu) - 1);
        if (ended > 0) {
            CurrentActor.as(actors.byLogin(login).orElse(Actor.SYSTEM), () -> trail.displaced(login, ended));
        }
    }
}
