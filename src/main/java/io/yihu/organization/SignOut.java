package io.yihu.organization;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

/** Leaves the row of a sign-out; the session row itself is gone by then. */
@Component
@RequiredArgsConstructor
class SignOut {
    private final AccountDirectory actors;
    private final SessionTrailService trail;

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        String login = event.getAuthentication().getName();
        CurrentActor.as(actors.byLogin(login).orElse(Actor.SYSTEM), () -> trail.closed(login));
    }
}
